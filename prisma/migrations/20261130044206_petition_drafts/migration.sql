-- CreateTable
CREATE TABLE "petition_draft" (
    "petition_id" UUID NOT NULL,
    "base" INTEGER NOT NULL,
    "texts" JSONB NOT NULL,
    "reason" TEXT,
    "revision" INTEGER NOT NULL,
    "authors" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_draft_pkey" PRIMARY KEY ("petition_id")
);

-- AddForeignKey
ALTER TABLE "petition_draft" ADD CONSTRAINT "petition_draft_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
