-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id_hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_failure" (
    "account_key" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_failure_pkey" PRIMARY KEY ("account_key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "names" JSONB NOT NULL,
    "anchor_month" INTEGER NOT NULL,
    "anchor_day" INTEGER NOT NULL,
    "anchor_names" JSONB NOT NULL,
    "time_zone" TEXT NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_mail" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "domain" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_by" INTEGER,
    "claimed_at" TIMESTAMPTZ(3),
    "outcome_unknown_at" TIMESTAMPTZ(3),
    "smtp_code" INTEGER,
    "answer_rule" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_suppression" (
    "address_key" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_suppression_pkey" PRIMARY KEY ("address_key","reason")
);

-- CreateTable
CREATE TABLE "mail_rate" (
    "key" TEXT NOT NULL,
    "spent_until" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "mail_rate_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "petition" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "campaign_id" UUID NOT NULL,
    "opens_on" DATE NOT NULL,
    "closes_on" DATE,
    "closed_at" TIMESTAMPTZ(3),
    "goal_steps" INTEGER[],
    "proof_of_work" TEXT NOT NULL DEFAULT 'optional',
    "sources" JSONB NOT NULL,
    "consents" JSONB NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "petition_text" (
    "petition_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "sections" JSONB NOT NULL,
    "ask" TEXT[],
    "share_text" TEXT NOT NULL,

    CONSTRAINT "petition_text_pkey" PRIMARY KEY ("petition_id","locale")
);

-- CreateTable
CREATE TABLE "signature" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "supporter_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "postal_code" TEXT,
    "locale" TEXT NOT NULL,
    "comment" TEXT,
    "show_name" BOOLEAN NOT NULL,
    "source" TEXT,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "number" INTEGER,
    "reminded_at" TIMESTAMPTZ(3),
    "shadow_rule" TEXT,
    "shadow_inputs" JSONB,
    "shadowed_at" TIMESTAMPTZ(3),
    "range_key" BYTEA,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_delta" (
    "id" BIGSERIAL NOT NULL,
    "petition_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "day" DATE NOT NULL,
    "pending" INTEGER NOT NULL,
    "confirmed" INTEGER NOT NULL,

    CONSTRAINT "count_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_total" (
    "petition_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "pending" INTEGER NOT NULL,
    "confirmed" INTEGER NOT NULL,

    CONSTRAINT "count_total_pkey" PRIMARY KEY ("petition_id","country")
);

-- CreateTable
CREATE TABLE "count_daily" (
    "petition_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "country" CHAR(2) NOT NULL,
    "pending" INTEGER NOT NULL,
    "confirmed" INTEGER NOT NULL,

    CONSTRAINT "count_daily_pkey" PRIMARY KEY ("petition_id","day","country")
);

-- CreateTable
CREATE TABLE "count_alarm" (
    "id" BIGSERIAL NOT NULL,
    "petition_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "counted" INTEGER NOT NULL,
    "recounted" INTEGER NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supporter" (
    "id" UUID NOT NULL,
    "email_key" BYTEA NOT NULL,
    "email" TEXT,
    "locale" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "email_confirmed_at" TIMESTAMPTZ(3),
    "mail_day" DATE NOT NULL,
    "mail_count" INTEGER NOT NULL,

    CONSTRAINT "supporter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" BIGSERIAL NOT NULL,
    "supporter_id" UUID NOT NULL,
    "signature_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "method" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_wording" (
    "purpose" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_wording_pkey" PRIMARY KEY ("purpose","wording","locale")
);

-- CreateTable
CREATE TABLE "export" (
    "id" UUID NOT NULL,
    "requested_by" TEXT NOT NULL,
    "petition_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "rows_expected" INTEGER NOT NULL,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_slug_key" ON "campaign"("slug");

-- CreateIndex
CREATE INDEX "outbox_mail_subject_id_idx" ON "outbox_mail"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "petition_slug_key" ON "petition"("slug");

-- CreateIndex
CREATE INDEX "signature_petition_id_id_idx" ON "signature"("petition_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "signature_supporter_id_petition_id_key" ON "signature"("supporter_id", "petition_id");

-- CreateIndex
CREATE INDEX "count_delta_petition_id_idx" ON "count_delta"("petition_id");

-- CreateIndex
CREATE UNIQUE INDEX "supporter_email_key_key" ON "supporter"("email_key");

-- CreateIndex
CREATE INDEX "consent_signature_id_purpose_id_idx" ON "consent"("signature_id", "purpose", "id" DESC);

-- CreateIndex
CREATE INDEX "export_started_at_idx" ON "export"("started_at");

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition" ADD CONSTRAINT "petition_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition_text" ADD CONSTRAINT "petition_text_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_supporter_id_fkey" FOREIGN KEY ("supporter_id") REFERENCES "supporter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema cannot say: checks, partial indexes, append-only tables

ALTER TABLE "outbox_mail" ADD CONSTRAINT "outbox_mail_status_known"
  CHECK ("status" IN ('queued', 'sending', 'sent', 'failed', 'suppressed', 'dropped'));
CREATE INDEX "outbox_mail_due" ON "outbox_mail" ("due_at", "id") WHERE "status" = 'queued';
CREATE INDEX "outbox_mail_in_hand" ON "outbox_mail" ("claimed_by") WHERE "status" = 'sending';

ALTER TABLE "signature" ADD CONSTRAINT "signature_status_known" CHECK ("status" IN ('pending', 'confirmed'));
ALTER TABLE "signature" ADD CONSTRAINT "signature_confirmed_has_time" CHECK (("status" = 'confirmed') = ("confirmed_at" IS NOT NULL));
ALTER TABLE "signature" ADD CONSTRAINT "signature_shadow_names_rule"
  CHECK (("shadow_rule" IS NULL) = ("shadowed_at" IS NULL) AND ("shadow_rule" IS NULL) = ("shadow_inputs" IS NULL));
CREATE UNIQUE INDEX "signature_number_once" ON "signature" ("petition_id", "number") WHERE "number" IS NOT NULL AND "shadow_rule" IS NULL;
-- The page's list of recent public names.
CREATE INDEX "signature_public_names" ON "signature" ("petition_id", "confirmed_at" DESC)
  WHERE "status" = 'confirmed' AND "show_name" AND "shadow_rule" IS NULL;
-- Who is due for the one reminder.
CREATE INDEX "signature_to_remind" ON "signature" ("signed_at") WHERE "status" = 'pending' AND "reminded_at" IS NULL;
-- What was set aside, for the overview and for restoring.
CREATE INDEX "signature_shadowed" ON "signature" ("petition_id", "id") WHERE "shadow_rule" IS NOT NULL;
-- Staff search a family name by its beginning.
CREATE INDEX "signature_family_name" ON "signature" (lower("family_name") text_pattern_ops);

-- The body writes its semicolons as \073, because the migration engine splits scripts at every semicolon.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME USING ERRCODE = ''integrity_constraint_violation''\073 END\073';
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_no_truncate" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "consent_wording_append_only" BEFORE UPDATE OR DELETE ON "consent_wording"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "consent_wording_no_truncate" BEFORE TRUNCATE ON "consent_wording"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
