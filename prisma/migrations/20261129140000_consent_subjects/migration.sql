-- A consent belongs to a signature, a contact or a letter. The column says which instead of calling all of them signatures.
ALTER TABLE "consent" RENAME COLUMN "signature_id" TO "subject_id";
ALTER TABLE "consent" ADD COLUMN "subject_kind" TEXT NOT NULL DEFAULT 'signature';
UPDATE "consent" c SET "subject_kind" = 'contact' WHERE c."subject_id" IN (SELECT "id" FROM "contact");
UPDATE "consent" c SET "subject_kind" = 'letter' WHERE c."subject_id" IN (SELECT "id" FROM "personal_letter");
ALTER TABLE "consent" ALTER COLUMN "subject_kind" DROP DEFAULT;
ALTER TABLE "consent" ADD CONSTRAINT "consent_subject_kind_known" CHECK ("subject_kind" IN ('signature', 'contact', 'letter'));
ALTER INDEX "consent_signature_id_purpose_recipient_id_idx" RENAME TO "consent_subject_id_purpose_recipient_id_idx";

CREATE OR REPLACE FUNCTION "consent_withdrawn"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  E'BEGIN
    PERFORM outdate_exports(petition_id) FROM signature WHERE id = NEW.subject_id\073
    RETURN NULL\073
  END\073';

-- Everything for which a person's address is kept. A table that holds people joins it, so that nothing else needs to know them all.
CREATE VIEW "supporter_hold" WITH (security_invoker = true) AS
  SELECT "supporter_id", "id", 'signature' AS "kind" FROM "signature"
  UNION ALL SELECT "supporter_id", "id", 'contact' FROM "contact"
  UNION ALL SELECT "supporter_id", "id", 'letter' FROM "personal_letter" WHERE "supporter_id" IS NOT NULL AND "erased_at" IS NULL;
