-- Tokens know who made them, and who else let them read supporters.
ALTER TABLE "api_token" ADD COLUMN "created_by" TEXT, ADD COLUMN "approved_by" TEXT, ADD COLUMN "approved_at" TIMESTAMPTZ(3);
UPDATE "api_token" t SET "created_by" = (
  SELECT a.actor FROM audit_entry a WHERE a.action = 'token.created' AND a.details ->> 'tokenId' = t.id::text ORDER BY a.id LIMIT 1);
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_four_eyes" CHECK ("approved_by" IS NULL OR "approved_by" IS DISTINCT FROM "created_by");

-- The person behind an actor: of a token, who made it.
CREATE FUNCTION "person_of"("actor" TEXT) RETURNS TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  'SELECT coalesce((SELECT t.created_by FROM public.api_token t WHERE ''token:'' || t.id = $1), $1)';
REVOKE ALL ON FUNCTION "person_of"(TEXT) FROM PUBLIC;

-- Two persons, whatever they act through: the columns named by the trigger hold who entered and who approved.
CREATE FUNCTION "refuse_same_person"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  E'BEGIN
    IF public.person_of(to_jsonb(NEW) ->> TG_ARGV[0]) = public.person_of(to_jsonb(NEW) ->> TG_ARGV[1]) THEN
      RAISE EXCEPTION ''four_eyes: the same person entered and approved'' USING ERRCODE = ''23514'', CONSTRAINT = TG_TABLE_NAME || ''_four_eyes''\073
    END IF\073
    RETURN NEW\073
  END\073';
CREATE TRIGGER "treaty_event_review_two_persons" BEFORE INSERT ON "treaty_event_review" FOR EACH ROW EXECUTE FUNCTION "refuse_same_person"('entered_by', 'reviewed_by');
CREATE TRIGGER "ministry_channel_two_persons" BEFORE INSERT OR UPDATE ON "ministry_channel" FOR EACH ROW EXECUTE FUNCTION "refuse_same_person"('entered_by', 'verified_by');
CREATE TRIGGER "letter_template_two_persons" BEFORE INSERT OR UPDATE ON "letter_template" FOR EACH ROW EXECUTE FUNCTION "refuse_same_person"('author', 'approved_by');
CREATE TRIGGER "letter_run_two_persons" BEFORE INSERT OR UPDATE ON "letter_run" FOR EACH ROW EXECUTE FUNCTION "refuse_same_person"('author', 'approved_by');
