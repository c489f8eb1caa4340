-- DropIndex
DROP INDEX "consent_signature_id_purpose_id_idx";

-- AlterTable
ALTER TABLE "petition" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable: exports of before were streamed and show every column.
ALTER TABLE "export" ADD COLUMN     "bytes" BIGINT,
ADD COLUMN     "columns" TEXT[],
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by" TEXT,
ADD COLUMN     "encrypt_to" TEXT,
ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "mark" TEXT,
ADD COLUMN     "outdated_at" TIMESTAMPTZ(3),
ADD COLUMN     "preset" TEXT NOT NULL DEFAULT 'full',
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "snapshot_at" TIMESTAMPTZ(3),
ADD COLUMN     "stored" BOOLEAN NOT NULL DEFAULT false;
UPDATE "export" SET "mark" = "id"::text, "snapshot_at" = "started_at";
ALTER TABLE "export" ALTER COLUMN "mark" SET NOT NULL, ALTER COLUMN "preset" DROP DEFAULT, ALTER COLUMN "stored" DROP DEFAULT;

-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "page" TEXT,
ADD COLUMN     "recipient" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "signature_removal" (
    "petition_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "confirmed" INTEGER NOT NULL,
    "pending" INTEGER NOT NULL,

    CONSTRAINT "signature_removal_pkey" PRIMARY KEY ("petition_id","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "export_mark_key" ON "export"("mark");

-- CreateIndex
CREATE INDEX "consent_signature_id_purpose_recipient_id_idx" ON "consent"("signature_id", "purpose", "recipient", "id" DESC);

-- The delivery list of one government is found without reading the consents of everybody.
CREATE INDEX "consent_recipient" ON "consent" ("purpose", "recipient", "signature_id") WHERE "recipient" <> '';

-- Whoever withdraws makes the stored files of the petition outdated, in the same transaction and whatever statement did it.
-- The shared lock (724044 and the petition) lets an export that begins wait for withdrawals that are not committed yet.
CREATE FUNCTION "outdate_exports"(petition uuid) RETURNS void LANGUAGE plpgsql AS
  E'BEGIN
    PERFORM pg_advisory_xact_lock_shared(724044, hashtext(petition::text))\073
    UPDATE export SET outdated_at = now() WHERE petition_id = petition AND stored AND outdated_at IS NULL AND status IN (''running'', ''finished'')\073
  END\073';

CREATE FUNCTION "consent_withdrawn"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    PERFORM outdate_exports(petition_id) FROM signature WHERE id = NEW.signature_id\073
    RETURN NULL\073
  END\073';
CREATE TRIGGER "consent_withdrawn" AFTER INSERT ON "consent"
  FOR EACH ROW WHEN (NOT NEW."given") EXECUTE FUNCTION "consent_withdrawn"();

-- Deleted signatures leave a number behind, so that what left the count can be published. A petition that is erased as a whole keeps its counts.
CREATE FUNCTION "signature_removed"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    PERFORM outdate_exports(petition_id) FROM (SELECT DISTINCT petition_id FROM gone ORDER BY 1) p\073
    INSERT INTO signature_removal AS r (petition_id, day, confirmed, pending)
    SELECT g.petition_id, (now() AT TIME ZONE ''UTC'')::date, count(*) FILTER (WHERE g.status = ''confirmed''), count(*) FILTER (WHERE g.status = ''pending'')
    FROM gone g JOIN petition p ON p.id = g.petition_id
    WHERE p.erased_at IS NULL AND g.shadow_rule IS NULL GROUP BY 1 ORDER BY 1
    ON CONFLICT (petition_id, day) DO UPDATE SET confirmed = r.confirmed + excluded.confirmed, pending = r.pending + excluded.pending\073
    RETURN NULL\073
  END\073';
CREATE TRIGGER "signature_removed" AFTER DELETE ON "signature" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION "signature_removed"();
