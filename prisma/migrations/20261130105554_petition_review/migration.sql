-- AlterTable
ALTER TABLE "petition_draft" ADD COLUMN     "held_by" JSONB,
ADD COLUMN     "publish_at" TIMESTAMPTZ(3),
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'draft',
ADD COLUMN     "state_at" TIMESTAMPTZ(3),
ADD COLUMN     "state_by" TEXT;

-- CreateTable
CREATE TABLE "link_check" (
    "address" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "http_status" INTEGER,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_check_pkey" PRIMARY KEY ("address")
);
