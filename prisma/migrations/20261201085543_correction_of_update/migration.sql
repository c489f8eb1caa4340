-- AlterTable
ALTER TABLE "campaign_update" ADD COLUMN     "reason" TEXT;
