-- CreateTable
CREATE TABLE "campaign_update" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "petition_id" UUID,
    "slug" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "translated_from" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "authors" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'draft',
    "publish_at" TIMESTAMPTZ(3),
    "state_by" TEXT,
    "state_at" TIMESTAMPTZ(3),
    "held_by" JSONB,
    "published_at" TIMESTAMPTZ(3),
    "hidden_at" TIMESTAMPTZ(3),
    "hidden_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "update_version" (
    "update_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "reason" TEXT,
    "published_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "update_version_pkey" PRIMARY KEY ("update_id","number")
);

-- CreateTable
CREATE TABLE "update_mailing" (
    "update_id" UUID NOT NULL,
    "audience" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "paused_by" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "not_after" TIMESTAMPTZ(3),
    "planned_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "started_by" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "leaves_at" TIMESTAMPTZ(3),
    "expected" INTEGER,
    "version" INTEGER,
    "frozen_at" TIMESTAMPTZ(3),
    "frozen" INTEGER,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "update_mailing_pkey" PRIMARY KEY ("update_id")
);

-- CreateTable
CREATE TABLE "update_recipient" (
    "update_id" UUID NOT NULL,
    "supporter_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "state" SMALLINT NOT NULL DEFAULT 1,
    "provider" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "claimed_by" INTEGER,
    "smtp_code" SMALLINT,
    "reason" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "update_recipient_pkey" PRIMARY KEY ("update_id","supporter_id")
);

-- CreateTable
CREATE TABLE "update_tally" (
    "update_id" UUID NOT NULL,
    "state" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "update_tally_pkey" PRIMARY KEY ("update_id","state")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_update_slug_key" ON "campaign_update"("slug");

-- CreateIndex
CREATE INDEX "campaign_update_campaign_id_id_idx" ON "campaign_update"("campaign_id", "id");

-- CreateIndex
CREATE INDEX "campaign_update_petition_id_id_idx" ON "campaign_update"("petition_id", "id");

-- CreateIndex
CREATE INDEX "update_recipient_supporter_id_idx" ON "update_recipient"("supporter_id");

-- AddForeignKey
ALTER TABLE "update_version" ADD CONSTRAINT "update_version_update_id_fkey" FOREIGN KEY ("update_id") REFERENCES "campaign_update"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "update_mailing" ADD CONSTRAINT "update_mailing_update_id_fkey" FOREIGN KEY ("update_id") REFERENCES "campaign_update"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "update_tally" ADD CONSTRAINT "update_tally_update_id_fkey" FOREIGN KEY ("update_id") REFERENCES "update_mailing"("update_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "campaign_update" ADD CONSTRAINT "campaign_update_state" CHECK ("state" IN ('draft', 'review', 'scheduled', 'held', 'published')),
  ADD CONSTRAINT "campaign_update_campaign" FOREIGN KEY ("campaign_id") REFERENCES "campaign" ("id"),
  ADD CONSTRAINT "campaign_update_petition" FOREIGN KEY ("petition_id") REFERENCES "petition" ("id");
ALTER TABLE "update_mailing" ADD CONSTRAINT "update_mailing_state"
  CHECK ("state" IN ('planned', 'approved', 'starting', 'sending', 'paused', 'done', 'cancelled', 'expired'));
ALTER TABLE "update_recipient" ADD CONSTRAINT "update_recipient_state" CHECK ("state" BETWEEN 1 AND 9),
  ADD CONSTRAINT "update_recipient_in_hand" CHECK (("state" = 2) = ("claimed_by" IS NOT NULL)),
  -- Each row is updated twice, soon after it was written: room on its page keeps the indexes out of it.
  SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "update_tally" ADD CONSTRAINT "update_tally_count" CHECK ("count" >= 0);
CREATE INDEX "update_recipient_waiting" ON "update_recipient" ("update_id", "provider", "supporter_id") WHERE "state" = 1;
CREATE INDEX "update_recipient_in_hand" ON "update_recipient" ("claimed_by") WHERE "state" = 2;
