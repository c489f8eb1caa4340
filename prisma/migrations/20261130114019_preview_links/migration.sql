-- CreateTable
CREATE TABLE "preview_link" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "preview_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "preview_link_secret_hash_key" ON "preview_link"("secret_hash");

-- CreateIndex
CREATE INDEX "preview_link_petition_id_id_idx" ON "preview_link"("petition_id", "id");

-- AddForeignKey
ALTER TABLE "preview_link" ADD CONSTRAINT "preview_link_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
