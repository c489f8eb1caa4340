-- AlterTable
ALTER TABLE "personal_letter" ADD COLUMN     "source" TEXT;

-- What came by the link of an update is counted without reading everything else. On a large installation, build the index of signatures by hand before the
-- upgrade, concurrently and under this name
CREATE INDEX IF NOT EXISTS "signature_source" ON "signature" ("source", "petition_id") WHERE "source" IS NOT NULL;
CREATE INDEX "personal_letter_source" ON "personal_letter" ("source") WHERE "source" IS NOT NULL;
