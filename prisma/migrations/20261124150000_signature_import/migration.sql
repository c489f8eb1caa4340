-- CreateTable
CREATE TABLE "signature_import" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "columns" TEXT[],
    "mapping" JSONB,
    "findings" JSONB,
    "status" TEXT NOT NULL,
    "rows_total" INTEGER NOT NULL DEFAULT 0,
    "rows_taken" INTEGER NOT NULL DEFAULT 0,
    "rows_repeated" INTEGER NOT NULL DEFAULT 0,
    "rows_refused" INTEGER NOT NULL DEFAULT 0,
    "rows_undone" INTEGER NOT NULL DEFAULT 0,
    "decided_by" TEXT,
    "progress_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "signature_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signature_import_row" (
    "import_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "cells" TEXT[],
    "outcome" TEXT,
    "fault" JSONB,
    "signature_id" UUID,

    CONSTRAINT "signature_import_row_pkey" PRIMARY KEY ("import_id","number")
);

-- AlterTable
ALTER TABLE "signature" ADD COLUMN     "import_id" UUID;

-- CreateIndex
CREATE INDEX "signature_import_petition_id_id_idx" ON "signature_import"("petition_id", "id");

-- AddForeignKey
ALTER TABLE "signature_import" ADD CONSTRAINT "signature_import_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature_import_row" ADD CONSTRAINT "signature_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "signature_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "signature_import" ADD CONSTRAINT "signature_import_status_known" CHECK ("status" IN ('uploaded', 'ready', 'applying', 'applied', 'undoing', 'undone', 'failed'));
ALTER TABLE "signature_import_row" ADD CONSTRAINT "signature_import_row_outcome_known" CHECK ("outcome" IN ('taken', 'repeated', 'refused'));
-- A file counts once, at however many machines it is uploaded at the same moment.
CREATE UNIQUE INDEX "signature_import_same_file" ON "signature_import" ("petition_id", "file_sha256") WHERE "status" NOT IN ('undone', 'failed');
-- What a batch brought is found without reading every signature.
CREATE INDEX "signature_import_id" ON "signature" ("import_id", "id") WHERE "import_id" IS NOT NULL;
-- Rows that still hold what the file said, for wiping them.
CREATE INDEX "signature_import_row_held" ON "signature_import_row" ("import_id", "number") WHERE "cells" <> '{}';
