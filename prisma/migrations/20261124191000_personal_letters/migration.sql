-- What a run is for: corrections and follow-ups are runs like every other.
ALTER TABLE "letter_run" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'letter';
ALTER TABLE "letter_run" ADD CONSTRAINT "letter_run_purpose_known" CHECK ("purpose" IN ('letter', 'correction', 'follow_up'));

-- Letters by supporters that were planned with a letter.
ALTER TABLE "letter" ADD COLUMN "digest" JSONB;

-- CreateTable
CREATE TABLE "personal_letter" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "supporter_id" UUID,
    "iso" CHAR(2) NOT NULL,
    "status" TEXT NOT NULL,
    "name" TEXT,
    "country" CHAR(2),
    "locale" TEXT NOT NULL,
    "text" TEXT,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "flag_rule" TEXT,
    "flag_inputs" JSONB,
    "fingerprint" TEXT,
    "min_hash" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "bands" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "nearest_id" UUID,
    "similarity" INTEGER,
    "group_id" UUID,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "letter_id" UUID,
    "delivered_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "personal_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_correction" (
    "id" UUID NOT NULL,
    "letter_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "reasons" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letter_correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "personal_letter_supporter_id_idx" ON "personal_letter"("supporter_id");

-- CreateIndex
CREATE INDEX "personal_letter_iso_status_written_at_idx" ON "personal_letter"("iso", "status", "written_at");

-- CreateIndex
CREATE INDEX "personal_letter_letter_id_idx" ON "personal_letter"("letter_id");

-- CreateIndex
CREATE INDEX "personal_letter_group_id_idx" ON "personal_letter"("group_id");

-- CreateIndex
CREATE INDEX "personal_letter_iso_fingerprint_idx" ON "personal_letter"("iso", "fingerprint");

-- CreateIndex
CREATE INDEX "personal_letter_bands_idx" ON "personal_letter" USING GIN ("bands");

-- CreateIndex
CREATE UNIQUE INDEX "letter_correction_letter_id_run_id_key" ON "letter_correction"("letter_id", "run_id");

-- CreateIndex
CREATE INDEX "letter_correction_run_id_idx" ON "letter_correction"("run_id");

-- One letter per person and ministry, but for those taken back.
CREATE UNIQUE INDEX "personal_letter_once" ON "personal_letter" ("supporter_id", "campaign_id", "iso") WHERE "status" <> 'withdrawn';
-- What waits too long, and for the run of retention.
CREATE INDEX "personal_letter_kept" ON "personal_letter" ("status", "written_at") WHERE "erased_at" IS NULL;

ALTER TABLE "personal_letter" ADD CONSTRAINT "personal_letter_status_known"
  CHECK ("status" IN ('unconfirmed', 'waiting', 'accepted', 'rejected', 'sending', 'delivered', 'unsure', 'withdrawn'));
-- Erased is erased: nothing of the person stays behind.
ALTER TABLE "personal_letter" ADD CONSTRAINT "personal_letter_erased_whole"
  CHECK ("erased_at" IS NULL OR num_nonnulls("name", "country", "text", "fingerprint", "flag_inputs") = 0 AND "min_hash" = '{}' AND "bands" = '{}');
ALTER TABLE "personal_letter" ADD CONSTRAINT "personal_letter_reason_known" CHECK (("status" = 'rejected') = ("reason" IS NOT NULL));
