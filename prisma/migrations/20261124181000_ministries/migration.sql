-- AlterTable
ALTER TABLE "ministry_channel" ADD COLUMN     "ended_reason" TEXT;

-- One address is entered once for as long as it lasts.
CREATE UNIQUE INDEX "ministry_channel_open_once" ON "ministry_channel" ("iso", "kind", lower("address")) WHERE "ended_at" IS NULL;
ALTER TABLE "ministry_channel" ADD CONSTRAINT "ministry_channel_verified_whole" CHECK (("verified_by" IS NULL) = ("verified_at" IS NULL));
ALTER TABLE "ministry_channel" ADD CONSTRAINT "ministry_channel_ended_whole" CHECK (("ended_by" IS NULL) = ("ended_at" IS NULL) AND ("ended_by" IS NULL) = ("ended_reason" IS NULL));
-- No program ends an address by itself.
ALTER TABLE "ministry_channel" ADD CONSTRAINT "ministry_channel_ended_by_person" CHECK ("ended_by" IS NULL OR "ended_by" LIKE 'staff:%');
ALTER TABLE "ministry_channel" ADD CONSTRAINT "ministry_channel_confidence_known" CHECK ("confidence" IN ('high', 'medium', 'low'));
ALTER TABLE "ministry_fact" ADD CONSTRAINT "ministry_fact_confidence_known" CHECK ("confidence" IN ('high', 'medium', 'low') AND "source" <> '');
ALTER TABLE "office_holder" ADD CONSTRAINT "office_holder_known" CHECK ("confidence" IN ('high', 'medium', 'low') AND "gender" IN ('female', 'male', 'unknown'));
ALTER TABLE "office_holder" ADD CONSTRAINT "office_holder_days" CHECK ("valid_to" IS NULL OR "valid_to" >= "valid_from");
ALTER TABLE "contact_decision" ADD CONSTRAINT "contact_decision_known" CHECK ("decision" IN ('do_not_contact', 'contact_allowed') AND "reason" <> '');

-- What two people looked at stays what it was. A wrong address is ended and another is entered.
CREATE FUNCTION "keep_ministry_channel"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    IF (NEW.id, NEW.iso, NEW.kind, NEW.address, NEW.source, NEW.entered_by, NEW.entered_at)
      IS DISTINCT FROM (OLD.id, OLD.iso, OLD.kind, OLD.address, OLD.source, OLD.entered_by, OLD.entered_at)
      OR (OLD.verified_by IS NOT NULL AND (NEW.verified_by, NEW.verified_at) IS DISTINCT FROM (OLD.verified_by, OLD.verified_at))
      OR (OLD.ended_by IS NOT NULL AND (NEW.ended_by, NEW.ended_at, NEW.ended_reason) IS DISTINCT FROM (OLD.ended_by, OLD.ended_at, OLD.ended_reason)) THEN
      RAISE EXCEPTION ''a way to reach a ministry is ended and entered anew, not changed'' USING ERRCODE = ''integrity_constraint_violation''\073
    END IF\073
    RETURN NEW\073
  END\073';
CREATE TRIGGER "ministry_channel_kept" BEFORE UPDATE ON "ministry_channel" FOR EACH ROW EXECUTE FUNCTION "keep_ministry_channel"();
CREATE TRIGGER "ministry_channel_no_delete" BEFORE DELETE ON "ministry_channel" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ministry_channel_no_truncate" BEFORE TRUNCATE ON "ministry_channel" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
