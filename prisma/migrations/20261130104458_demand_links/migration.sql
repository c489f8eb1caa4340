-- AlterTable
ALTER TABLE "milestone" ADD COLUMN     "demand" TEXT;

-- AlterTable
ALTER TABLE "campaign_text" ADD COLUMN     "demand" TEXT;
