-- DropIndex
DROP INDEX "treaty_event_root_id_id_idx";

-- AlterTable
ALTER TABLE "treaty_event" ADD COLUMN     "seq" BIGSERIAL NOT NULL;

-- CreateTable
CREATE TABLE "fraud_rule" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "signed_from" TIMESTAMPTZ(3),
    "signed_before" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fraud_rule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "fraud_rule_petition_id_id_idx" ON "fraud_rule"("petition_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "treaty_event_seq_key" ON "treaty_event"("seq");

-- CreateIndex
CREATE INDEX "treaty_event_root_id_seq_idx" ON "treaty_event"("root_id", "seq");

-- AddForeignKey
ALTER TABLE "fraud_rule" ADD CONSTRAINT "fraud_rule_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "fraud_rule" ADD CONSTRAINT "fraud_rule_kind_known" CHECK ("kind" IN ('mail_domain', 'network', 'family_name', 'every'));
ALTER TABLE "fraud_rule" ADD CONSTRAINT "fraud_rule_status_known" CHECK ("status" IN ('draft', 'applied', 'undone'));
-- What one rule set aside is found without reading every signature.
CREATE INDEX "signature_set_aside_by" ON "signature" (("shadow_inputs" ->> 'ruleId')) WHERE "shadow_rule" IS NOT NULL;
