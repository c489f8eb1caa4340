-- CreateTable
CREATE TABLE "campaign_profile" (
    "campaign_id" UUID NOT NULL,
    "facts" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_profile_pkey" PRIMARY KEY ("campaign_id")
);

-- CreateTable
CREATE TABLE "privacy_notice" (
    "campaign_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "documents" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_notice_pkey" PRIMARY KEY ("campaign_id","number")
);

-- AddForeignKey
ALTER TABLE "campaign_profile" ADD CONSTRAINT "campaign_profile_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER "privacy_notice_append_only" BEFORE UPDATE OR DELETE ON "privacy_notice"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "privacy_notice_no_truncate" BEFORE TRUNCATE ON "privacy_notice"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
