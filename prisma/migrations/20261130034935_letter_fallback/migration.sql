-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "fallback_from" TEXT;
