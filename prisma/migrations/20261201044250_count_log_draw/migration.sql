-- CreateTable
CREATE TABLE "count_log_draw" (
    "id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "size" INTEGER NOT NULL,
    "leaves" INTEGER[],
    "drawn_by" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_log_draw_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "count_log_draw_log_id_id_idx" ON "count_log_draw"("log_id", "id");
