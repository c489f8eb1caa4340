-- AlterTable
ALTER TABLE "staff_session" ADD COLUMN     "campaign_id" UUID;

-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "campaign_id" UUID;

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "host" TEXT,
ADD COLUMN     "locales" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "reply_to" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "sender_name" TEXT,
ALTER COLUMN "anchor_month" DROP NOT NULL,
ALTER COLUMN "anchor_day" DROP NOT NULL,
ADD CONSTRAINT "campaign_anchor_whole" CHECK (("anchor_month" IS NULL) = ("anchor_day" IS NULL)),
ADD CONSTRAINT "campaign_host_lower_case" CHECK ("host" = lower("host"));

-- AlterTable
ALTER TABLE "state_answer" ADD COLUMN     "campaign_id" UUID;

-- AlterTable
ALTER TABLE "webhook_endpoint" ADD COLUMN     "campaign_id" UUID;

-- CreateTable
CREATE TABLE "staff_campaign" (
    "staff_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,

    CONSTRAINT "staff_campaign_pkey" PRIMARY KEY ("staff_id","campaign_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_host_key" ON "campaign"("host");

-- AddForeignKey
ALTER TABLE "staff_campaign" ADD CONSTRAINT "staff_campaign_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_campaign" ADD CONSTRAINT "staff_campaign_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Until now there was one campaign, and what it recorded is its own.
UPDATE "state_answer" SET "campaign_id" = (SELECT "id" FROM "campaign" ORDER BY "id" LIMIT 1);
