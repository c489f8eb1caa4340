-- AlterTable
ALTER TABLE "export" ADD COLUMN     "file_key" BYTEA;
