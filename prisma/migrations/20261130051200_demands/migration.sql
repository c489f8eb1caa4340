-- CreateTable
CREATE TABLE "demand" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "addressee_kind" TEXT NOT NULL,
    "addressee_code" TEXT,
    "addressee_names" JSONB,
    "acts" TEXT[],
    "due_on" DATE,
    "anchor_year" INTEGER,
    "basis" TEXT[],
    "texts" JSONB NOT NULL,
    "letter_section" TEXT,
    "source_names" JSONB,
    "status" TEXT NOT NULL,
    "stated_on" DATE,
    "replaces_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_reason" TEXT,

    CONSTRAINT "demand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_evidence" (
    "id" BIGSERIAL NOT NULL,
    "demand_id" UUID NOT NULL,
    "iso" CHAR(2),
    "act" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "statement" TEXT NOT NULL,
    "source_title" TEXT NOT NULL,
    "source_url" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_evidence_review" (
    "evidence_id" BIGINT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reviewed_by" TEXT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_evidence_review_pkey" PRIMARY KEY ("evidence_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "demand_slug_key" ON "demand"("slug");

-- CreateIndex
CREATE INDEX "demand_evidence_demand_id_idx" ON "demand_evidence"("demand_id");

-- CreateIndex
CREATE UNIQUE INDEX "demand_evidence_id_recorded_by_key" ON "demand_evidence"("id", "recorded_by");

-- CreateIndex
CREATE UNIQUE INDEX "demand_evidence_review_evidence_id_recorded_by_key" ON "demand_evidence_review"("evidence_id", "recorded_by");

-- AddForeignKey
ALTER TABLE "demand" ADD CONSTRAINT "demand_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand" ADD CONSTRAINT "demand_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "demand"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_evidence" ADD CONSTRAINT "demand_evidence_demand_id_fkey" FOREIGN KEY ("demand_id") REFERENCES "demand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_evidence_review" ADD CONSTRAINT "demand_evidence_review_evidence_id_recorded_by_fkey" FOREIGN KEY ("evidence_id", "recorded_by") REFERENCES "demand_evidence"("id", "recorded_by") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema cannot say: checks, what is published stays, append-only tables

ALTER TABLE "demand" ADD CONSTRAINT "demand_status_known" CHECK ("status" IN ('draft', 'published', 'withdrawn'));
ALTER TABLE "demand" ADD CONSTRAINT "demand_addressee" CHECK (
  ("addressee_kind" IN ('state', 'group') AND "addressee_code" IS NOT NULL AND "addressee_names" IS NULL)
  OR ("addressee_kind" = 'institution' AND "addressee_code" IS NULL AND "addressee_names" IS NOT NULL));
ALTER TABLE "demand" ADD CONSTRAINT "demand_one_day" CHECK ("due_on" IS NULL OR "anchor_year" IS NULL);
ALTER TABLE "demand" ADD CONSTRAINT "demand_stated" CHECK (("status" = 'draft') = ("stated_on" IS NULL));
ALTER TABLE "demand" ADD CONSTRAINT "demand_withdrawn" CHECK (("status" = 'withdrawn') = ("withdrawn_on" IS NOT NULL)
  AND ("withdrawn_on" IS NULL) = ("withdrawn_reason" IS NULL));
ALTER TABLE "demand" ADD CONSTRAINT "demand_replaces_another" CHECK ("replaces_id" <> "id");
-- Of a published demand only its withdrawal can be entered, and of a withdrawn one nothing.
CREATE FUNCTION "keep_published_demand"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN IF OLD.status <> ''draft'' AND (TG_OP = ''DELETE'' OR OLD.status = ''withdrawn'' OR NEW.status <> ''withdrawn'' OR (to_jsonb(NEW) - ''{status,withdrawn_on,withdrawn_reason,updated_at}''::text[]) IS DISTINCT FROM (to_jsonb(OLD) - ''{status,withdrawn_on,withdrawn_reason,updated_at}''::text[])) THEN RAISE EXCEPTION ''a published demand is not changed'' USING ERRCODE = ''integrity_constraint_violation''\073 END IF\073 IF TG_OP = ''DELETE'' THEN RETURN OLD\073 END IF\073 RETURN NEW\073 END\073';
CREATE TRIGGER "demand_published_stays" BEFORE UPDATE OR DELETE ON "demand"
  FOR EACH ROW EXECUTE FUNCTION "keep_published_demand"();
CREATE TRIGGER "demand_no_truncate" BEFORE TRUNCATE ON "demand"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

ALTER TABLE "demand_evidence" ADD CONSTRAINT "demand_evidence_has_source" CHECK (length("source_title") > 0 AND length("source_url") > 0);
CREATE TRIGGER "demand_evidence_append_only" BEFORE UPDATE OR DELETE ON "demand_evidence"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "demand_evidence_no_truncate" BEFORE TRUNCATE ON "demand_evidence"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
-- Four eyes, held by the database: the reviewer is never the person who recorded the evidence, through whatever token.
ALTER TABLE "demand_evidence_review" ADD CONSTRAINT "demand_evidence_review_four_eyes" CHECK ("reviewed_by" <> "recorded_by");
CREATE TRIGGER "demand_evidence_review_two_persons" BEFORE INSERT ON "demand_evidence_review"
  FOR EACH ROW EXECUTE FUNCTION "refuse_same_person"('recorded_by', 'reviewed_by');
ALTER TABLE "demand_evidence_review" ADD CONSTRAINT "demand_evidence_review_decision_known" CHECK ("decision" IN ('confirmed', 'rejected'));
CREATE TRIGGER "demand_evidence_review_append_only" BEFORE UPDATE OR DELETE ON "demand_evidence_review"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "demand_evidence_review_no_truncate" BEFORE TRUNCATE ON "demand_evidence_review"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
