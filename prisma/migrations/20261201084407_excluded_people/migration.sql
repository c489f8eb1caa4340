-- CreateTable
CREATE TABLE "update_exclusion_list" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "rows" INTEGER NOT NULL DEFAULT 0,
    "bad_rows" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "update_exclusion_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "update_exclusion" (
    "list_id" UUID NOT NULL,
    "email_key" BYTEA NOT NULL,

    CONSTRAINT "update_exclusion_pkey" PRIMARY KEY ("list_id","email_key")
);

-- CreateIndex
CREATE INDEX "update_exclusion_list_campaign_id_id_idx" ON "update_exclusion_list"("campaign_id", "id");

-- AddForeignKey
ALTER TABLE "update_exclusion" ADD CONSTRAINT "update_exclusion_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "update_exclusion_list"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "update_exclusion_list" ADD CONSTRAINT "update_exclusion_list_campaign" FOREIGN KEY ("campaign_id") REFERENCES "campaign" ("id");
