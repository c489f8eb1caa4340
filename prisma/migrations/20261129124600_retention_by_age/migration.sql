-- What is kept for a time only is found by its age, however much there is beside it.
CREATE INDEX "signature_pending_age" ON "signature" ("signed_at") WHERE "status" = 'pending';
CREATE INDEX "signature_network_age" ON "signature" ("signed_at") WHERE "range_key" IS NOT NULL;
CREATE INDEX "outbox_mail_finished" ON "outbox_mail" ("finished_at") WHERE "finished_at" IS NOT NULL;

-- How far a rule of the fraud desk has come, and what it is to do: it is carried out by a job, in portions.
ALTER TABLE "fraud_rule" ADD COLUMN "work" TEXT, ADD COLUMN "cursor" UUID, ADD COLUMN "scanned" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "fraud_rule" ADD CONSTRAINT "fraud_rule_work" CHECK ("work" IN ('applying', 'undoing'));
