-- CreateTable: nothing that a crash may not take
CREATE UNLOGGED TABLE "rate_count" (
    "key" BYTEA NOT NULL,
    "n" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_count_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "rate_count_ends_at_idx" ON "rate_count"("ends_at");
