-- AlterTable
ALTER TABLE "petition" ADD COLUMN     "draft_revision" INTEGER NOT NULL DEFAULT 0;
