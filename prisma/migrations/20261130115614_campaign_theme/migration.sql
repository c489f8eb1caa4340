-- CreateTable
CREATE TABLE "campaign_theme" (
    "campaign_id" UUID NOT NULL,
    "on_light" TEXT,
    "on_dark" TEXT,
    "logo" TEXT,
    "revision" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_theme_pkey" PRIMARY KEY ("campaign_id")
);

-- AddForeignKey
ALTER TABLE "campaign_theme" ADD CONSTRAINT "campaign_theme_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
