-- AlterTable
ALTER TABLE "petition_text" ADD COLUMN     "lead_alt" TEXT,
ADD COLUMN     "lead_picture" TEXT;

-- CreateTable
CREATE TABLE "picture" (
    "campaign_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "large" BYTEA NOT NULL,
    "small" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "picture_pkey" PRIMARY KEY ("campaign_id","hash")
);

-- CreateIndex
CREATE INDEX "picture_hash_idx" ON "picture"("hash");

-- AddForeignKey
ALTER TABLE "picture" ADD CONSTRAINT "picture_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
