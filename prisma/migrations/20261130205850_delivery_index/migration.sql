-- CreateIndex
CREATE INDEX "webhook_delivery_endpoint_id_status_event_seq_idx" ON "webhook_delivery"("endpoint_id", "status", "event_seq");
