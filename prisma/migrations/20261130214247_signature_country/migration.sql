-- CreateIndex
CREATE INDEX "signature_petition_id_country_id_idx" ON "signature"("petition_id", "country", "id");
