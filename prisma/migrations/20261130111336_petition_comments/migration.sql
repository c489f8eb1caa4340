-- AlterTable
ALTER TABLE "petition_text" ADD COLUMN     "translated_from" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "petition_draft" ADD COLUMN     "translated_from" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "petition_comment" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "passage" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "petition_comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "petition_comment_petition_id_id_idx" ON "petition_comment"("petition_id", "id");

-- AddForeignKey
ALTER TABLE "petition_comment" ADD CONSTRAINT "petition_comment_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
