-- CreateTable
CREATE TABLE "ministry_fact" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ministry_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ministry_channel" (
    "id" UUID NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "note" TEXT,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_by" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_worked_at" TIMESTAMPTZ(3),

    CONSTRAINT "ministry_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_holder" (
    "id" UUID NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "name" TEXT NOT NULL,
    "gender" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "checked_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "office_holder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_decision" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_template" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "convention" TEXT,
    "audience" TEXT,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_run" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipients" TEXT[],
    "on_day" DATE NOT NULL,
    "local_time" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "late_minutes" INTEGER NOT NULL,
    "embargo_until" TIMESTAMPTZ(3),
    "caps" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "plan_hash" TEXT,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "approved_hash" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "reference" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "channel_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "time_zone" TEXT,
    "status" TEXT NOT NULL,
    "held" JSONB NOT NULL,
    "positions" JSONB NOT NULL,
    "template_ids" UUID[],
    "claims" TEXT[],
    "subject" TEXT,
    "text" TEXT,
    "text_hash" TEXT,
    "message_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "smtp_code" INTEGER,
    "answer_rule" TEXT,
    "outcome_unknown_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "tracking_number" TEXT,
    "their_reference" TEXT,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_event" (
    "id" BIGSERIAL NOT NULL,
    "letter_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "letter_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ministry_fact_seq_key" ON "ministry_fact"("seq");

-- CreateIndex
CREATE INDEX "ministry_fact_iso_field_seq_idx" ON "ministry_fact"("iso", "field", "seq" DESC);

-- CreateIndex
CREATE INDEX "ministry_channel_iso_kind_idx" ON "ministry_channel"("iso", "kind");

-- CreateIndex
CREATE INDEX "office_holder_iso_valid_from_idx" ON "office_holder"("iso", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "contact_decision_seq_key" ON "contact_decision"("seq");

-- CreateIndex
CREATE INDEX "contact_decision_iso_seq_idx" ON "contact_decision"("iso", "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "letter_reference_key" ON "letter"("reference");

-- CreateIndex
CREATE INDEX "letter_status_next_at_idx" ON "letter"("status", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "letter_run_id_iso_key" ON "letter"("run_id", "iso");

-- CreateIndex
CREATE INDEX "letter_event_letter_id_id_idx" ON "letter_event"("letter_id", "id");

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "letter_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_event" ADD CONSTRAINT "letter_event_letter_id_fkey" FOREIGN KEY ("letter_id") REFERENCES "letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was known, decided and done stays.
CREATE TRIGGER "ministry_fact_append_only" BEFORE UPDATE OR DELETE ON "ministry_fact" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ministry_fact_no_truncate" BEFORE TRUNCATE ON "ministry_fact" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "contact_decision_append_only" BEFORE UPDATE OR DELETE ON "contact_decision" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "contact_decision_no_truncate" BEFORE TRUNCATE ON "contact_decision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "letter_event_append_only" BEFORE UPDATE OR DELETE ON "letter_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "letter_event_no_truncate" BEFORE TRUNCATE ON "letter_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Four eyes, whatever the program does.
ALTER TABLE "ministry_channel" ADD CONSTRAINT "ministry_channel_four_eyes" CHECK ("verified_by" IS NULL OR "verified_by" <> "entered_by");
ALTER TABLE "ministry_channel" ADD CONSTRAINT "ministry_channel_kind_known" CHECK ("kind" IN ('email', 'web_form', 'post', 'embassy', 'mission'));
ALTER TABLE "letter_template" ADD CONSTRAINT "letter_template_four_eyes" CHECK ("approved_by" IS NULL OR "approved_by" <> "author");
ALTER TABLE "letter_run" ADD CONSTRAINT "letter_run_four_eyes" CHECK ("approved_by" IS NULL OR "approved_by" <> "author");
ALTER TABLE "letter_run" ADD CONSTRAINT "letter_run_approved_whole" CHECK (("approved_by" IS NULL) = ("approved_hash" IS NULL));
-- One version of a text at a time, and no two of the same number.
CREATE UNIQUE INDEX "letter_template_version_once" ON "letter_template" ("campaign_id", "kind", coalesce("convention", ''), coalesce("audience", ''), "locale", "version");

-- A text that was used, or approved, does not change.
CREATE FUNCTION "keep_letter_template"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    IF OLD.status <> ''draft'' AND (NEW.subject, NEW.body, NEW.kind, NEW.convention, NEW.audience, NEW.locale, NEW.version)
      IS DISTINCT FROM (OLD.subject, OLD.body, OLD.kind, OLD.convention, OLD.audience, OLD.locale, OLD.version) THEN
      RAISE EXCEPTION ''an approved letter template is not changed'' USING ERRCODE = ''integrity_constraint_violation''\073
    END IF\073
    RETURN NEW\073
  END\073';
CREATE TRIGGER "letter_template_kept" BEFORE UPDATE ON "letter_template" FOR EACH ROW EXECUTE FUNCTION "keep_letter_template"();
CREATE TRIGGER "letter_template_no_delete" BEFORE DELETE ON "letter_template" FOR EACH ROW WHEN (OLD."status" <> 'draft') EXECUTE FUNCTION "refuse_change"();
