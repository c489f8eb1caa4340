-- CreateTable
CREATE TABLE "milestone" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "offset_days" INTEGER,
    "fixed_on" DATE,
    "lasts_days" INTEGER,
    "repeats_days" INTEGER,
    "working_day_rule" TEXT NOT NULL,
    "owner" TEXT,
    "status" TEXT NOT NULL,
    "evidence_url" TEXT,
    "trigger" TEXT NOT NULL,
    "trigger_target" TEXT,
    "verify_reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "milestone_firing" (
    "milestone_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "milestone_firing_pkey" PRIMARY KEY ("milestone_id","due_on")
);

-- CreateTable
CREATE TABLE "calendar_entry" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "starts_on" DATE,
    "ends_on" DATE,
    "convention" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "titles" JSONB NOT NULL,
    "place" TEXT,
    "verification" TEXT NOT NULL,
    "verification_note" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_text" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "key" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "correct_fact" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "reviewer" TEXT NOT NULL,
    "last_checked_on" DATE NOT NULL,
    "expires_on" DATE NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "retired_reason" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "claim_source" (
    "id" UUID NOT NULL,
    "claim_key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "archived_hash" TEXT,

    CONSTRAINT "claim_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_text" (
    "claim_key" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "claim_text_pkey" PRIMARY KEY ("claim_key","locale")
);

-- CreateTable
CREATE TABLE "claim_use" (
    "claim_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "marked_at" TIMESTAMPTZ(3),
    "marked_for" TEXT,

    CONSTRAINT "claim_use_pkey" PRIMARY KEY ("claim_key","kind","place","locale")
);

-- CreateTable
CREATE TABLE "claim_review" (
    "id" BIGSERIAL NOT NULL,
    "claim_key" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "expires_on" DATE NOT NULL,
    "note" TEXT,
    "reviewed_by" TEXT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "state" (
    "iso" CHAR(2) NOT NULL,
    "iso_3" CHAR(3) NOT NULL,
    "names" JSONB NOT NULL,
    "official_name" TEXT NOT NULL,
    "un_membership" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "subregion" TEXT NOT NULL,
    "regional_group" TEXT,
    "borders_russia" BOOLEAN NOT NULL,
    "borders_china" BOOLEAN NOT NULL,
    "borders_north_korea" BOOLEAN NOT NULL,
    "capital" TEXT NOT NULL,
    "languages" TEXT[],
    "contact_language" TEXT NOT NULL,
    "note" TEXT,
    "source" TEXT NOT NULL,

    CONSTRAINT "state_pkey" PRIMARY KEY ("iso")
);

-- CreateTable
CREATE TABLE "convention" (
    "code" TEXT NOT NULL,
    "names" JSONB NOT NULL,
    "short_names" JSONB NOT NULL,
    "adopted_on" DATE NOT NULL,
    "opened_on" DATE NOT NULL,
    "in_force_on" DATE NOT NULL,
    "adopted_at" JSONB NOT NULL,
    "depositary" JSONB NOT NULL,
    "provisions" JSONB NOT NULL,
    "status_url" TEXT NOT NULL,
    "official_url" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "convention_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "treaty_event" (
    "id" UUID NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "convention" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_on" DATE,
    "happened_in" TEXT,
    "consent_kind" TEXT,
    "root_id" UUID NOT NULL,
    "relates_to" UUID,
    "supersedes" UUID,
    "voids" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "source_title" TEXT NOT NULL,
    "source_url" TEXT,
    "notification" TEXT,
    "as_of_on" DATE NOT NULL,
    "confidence" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "import_id" UUID,

    CONSTRAINT "treaty_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "treaty_event_review" (
    "event_id" UUID NOT NULL,
    "entered_by" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "note" TEXT,
    "reviewed_by" TEXT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "treaty_event_review_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "treaty_status_check" (
    "id" UUID NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "convention" TEXT NOT NULL,
    "as_of_on" DATE NOT NULL,
    "source_title" TEXT NOT NULL,
    "source_url" TEXT,
    "confidence" TEXT NOT NULL,
    "note" TEXT,
    "import_id" UUID NOT NULL,

    CONSTRAINT "treaty_status_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_import" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "as_of_on" DATE NOT NULL,
    "events" INTEGER NOT NULL,
    "imported_by" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "milestone_campaign_id_year_key_key" ON "milestone"("campaign_id", "year", "key");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_entry_key_key" ON "calendar_entry"("key");

-- CreateIndex
CREATE INDEX "calendar_entry_starts_on_idx" ON "calendar_entry"("starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_text_slug_key" ON "campaign_text"("slug");

-- CreateIndex
CREATE INDEX "claim_expires_on_idx" ON "claim"("expires_on");

-- CreateIndex
CREATE UNIQUE INDEX "claim_source_claim_key_position_key" ON "claim_source"("claim_key", "position");

-- CreateIndex
CREATE INDEX "claim_use_kind_place_idx" ON "claim_use"("kind", "place");

-- CreateIndex
CREATE INDEX "claim_review_claim_key_id_idx" ON "claim_review"("claim_key", "id");

-- CreateIndex
CREATE UNIQUE INDEX "state_iso_3_key" ON "state"("iso_3");

-- CreateIndex
CREATE INDEX "treaty_event_convention_iso_idx" ON "treaty_event"("convention", "iso");

-- CreateIndex
CREATE INDEX "treaty_event_root_id_id_idx" ON "treaty_event"("root_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "treaty_event_id_entered_by_key" ON "treaty_event"("id", "entered_by");

-- CreateIndex
CREATE INDEX "treaty_event_review_reviewed_at_idx" ON "treaty_event_review"("reviewed_at");

-- CreateIndex
CREATE UNIQUE INDEX "treaty_event_review_event_id_entered_by_key" ON "treaty_event_review"("event_id", "entered_by");

-- CreateIndex
CREATE INDEX "treaty_status_check_convention_iso_as_of_on_idx" ON "treaty_status_check"("convention", "iso", "as_of_on" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "treaty_status_check_import_id_iso_convention_key" ON "treaty_status_check"("import_id", "iso", "convention");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_import_sha256_key" ON "ledger_import"("sha256");

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone_firing" ADD CONSTRAINT "milestone_firing_milestone_id_fkey" FOREIGN KEY ("milestone_id") REFERENCES "milestone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_text" ADD CONSTRAINT "campaign_text_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_source" ADD CONSTRAINT "claim_source_claim_key_fkey" FOREIGN KEY ("claim_key") REFERENCES "claim"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_text" ADD CONSTRAINT "claim_text_claim_key_fkey" FOREIGN KEY ("claim_key") REFERENCES "claim"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_use" ADD CONSTRAINT "claim_use_claim_key_fkey" FOREIGN KEY ("claim_key") REFERENCES "claim"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_review" ADD CONSTRAINT "claim_review_claim_key_fkey" FOREIGN KEY ("claim_key") REFERENCES "claim"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_iso_fkey" FOREIGN KEY ("iso") REFERENCES "state"("iso") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_convention_fkey" FOREIGN KEY ("convention") REFERENCES "convention"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treaty_event_review" ADD CONSTRAINT "treaty_event_review_event_id_entered_by_fkey" FOREIGN KEY ("event_id", "entered_by") REFERENCES "treaty_event"("id", "entered_by") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema cannot say: checks, references within the ledger, append-only tables

ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_kind_known" CHECK ("kind" IN ('signed', 'consented', 'entered_into_force',
  'withdrawal_announced', 'withdrawal_approved', 'notice_received', 'notice_revoked', 'withdrawal_effective', 'suspension_claimed', 'objection',
  'armed_conflict_began', 'armed_conflict_ended'));
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_day_or_period" CHECK (("happened_on" IS NULL) <> ("happened_in" IS NULL));
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_consent_kind" CHECK (("kind" = 'consented') = ("consent_kind" IS NOT NULL));
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_has_source" CHECK (length("source_title") > 0);
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_confidence_known" CHECK ("confidence" IN ('high', 'medium', 'low'));
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_void_names_event" CHECK (NOT "voids" OR "supersedes" IS NOT NULL);
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_root" FOREIGN KEY ("root_id") REFERENCES "treaty_event" ("id");
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_supersedes" FOREIGN KEY ("supersedes") REFERENCES "treaty_event" ("id");
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_relates" FOREIGN KEY ("relates_to") REFERENCES "treaty_event" ("id");
-- Four eyes, held by the database: the reviewer is never the person who entered the event.
ALTER TABLE "treaty_event_review" ADD CONSTRAINT "treaty_event_review_four_eyes" CHECK ("reviewed_by" <> "entered_by");
ALTER TABLE "treaty_event_review" ADD CONSTRAINT "treaty_event_review_decision_known" CHECK ("decision" IN ('verified', 'rejected'));

ALTER TABLE "milestone" ADD CONSTRAINT "milestone_relative_or_fixed" CHECK (("offset_days" IS NULL) <> ("fixed_on" IS NULL));
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_status_known" CHECK ("status" IN ('planned', 'in_progress', 'done', 'dropped'));
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_rule_known" CHECK ("working_day_rule" IN ('none', 'previous', 'next'));
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_trigger_known" CHECK ("trigger" IN ('none', 'publish_text', 'open_petition', 'send_digest'));
ALTER TABLE "milestone_firing" ADD CONSTRAINT "milestone_firing_outcome_known" CHECK ("outcome" IN ('done', 'missed', 'failed'));
ALTER TABLE "calendar_entry" ADD CONSTRAINT "calendar_entry_verification_known"
  CHECK ("verification" IN ('verified', 'computed', 'scheduled', 'unverified'));
ALTER TABLE "campaign_text" ADD CONSTRAINT "campaign_text_published_has_time" CHECK (("status" = 'published') = ("published_at" IS NOT NULL));

-- Sign-ups are stored in the order they come, so a day's rows lie side by side, and finding them costs the intake nothing.
CREATE INDEX "signature_signed_at" ON "signature" USING brin ("signed_at");

CREATE TRIGGER "treaty_event_append_only" BEFORE UPDATE OR DELETE ON "treaty_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "treaty_event_no_truncate" BEFORE TRUNCATE ON "treaty_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "treaty_event_review_append_only" BEFORE UPDATE OR DELETE ON "treaty_event_review"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "treaty_event_review_no_truncate" BEFORE TRUNCATE ON "treaty_event_review"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "treaty_status_check_append_only" BEFORE UPDATE OR DELETE ON "treaty_status_check"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "treaty_status_check_no_truncate" BEFORE TRUNCATE ON "treaty_status_check"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ledger_import_append_only" BEFORE UPDATE OR DELETE ON "ledger_import"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ledger_import_no_truncate" BEFORE TRUNCATE ON "ledger_import"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "claim_review_append_only" BEFORE UPDATE OR DELETE ON "claim_review"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "claim_review_no_truncate" BEFORE TRUNCATE ON "claim_review"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
