-- AlterTable
ALTER TABLE "personal_letter" ADD COLUMN     "source" TEXT;

-- What came by the link of an update is counted without reading everything else
CREATE INDEX "personal_letter_source" ON "personal_letter" ("source") WHERE "source" IS NOT NULL;
