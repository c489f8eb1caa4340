-- Messages that come in: answers of ministries, bounces, and what machines say by themselves.
-- CreateTable
CREATE TABLE "inbound_mail" (
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "envelope_from" TEXT,
    "recipient" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "message_id" TEXT,
    "in_reply_to" TEXT,
    "from_address" TEXT,
    "from_name" TEXT,
    "subject" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "text" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "kind_rule" TEXT NOT NULL,
    "letter_id" UUID,
    "match_rule" TEXT,
    "authentication" JSONB NOT NULL,
    "trusted" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "decision" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "note" TEXT,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_raw" (
    "mail_id" UUID NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "inbound_raw_pkey" PRIMARY KEY ("mail_id")
);

-- CreateTable
CREATE TABLE "inbound_mailbox" (
    "key" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "last_uid" BIGINT NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_mailbox_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbound_mail_sha256_recipient_key" ON "inbound_mail"("sha256", "recipient");

-- CreateIndex
CREATE INDEX "inbound_mail_letter_id_idx" ON "inbound_mail"("letter_id");

-- CreateIndex
CREATE INDEX "inbound_mail_recipient_received_at_idx" ON "inbound_mail"("recipient", "received_at");

-- AddForeignKey
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_letter_id_fkey" FOREIGN KEY ("letter_id") REFERENCES "letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_raw" ADD CONSTRAINT "inbound_raw_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "inbound_mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What waits for a person comes first: the tray, then what nobody has vouched for.
CREATE INDEX "inbound_mail_desk" ON "inbound_mail" ((CASE WHEN "status" = 'tray' THEN 0 WHEN NOT "trusted" AND "decided_at" IS NULL THEN 1 ELSE 2 END), "id" DESC);

ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_known" CHECK ("source" IN ('smtp', 'imap') AND "status" IN ('matched', 'tray', 'set_aside')
  AND "kind" IN ('reply', 'bounce', 'delay', 'delivery_report', 'auto_reply'));
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_matched_whole" CHECK (("status" <> 'matched' OR "letter_id" IS NOT NULL) AND ("status" <> 'tray' OR "letter_id" IS NULL));
-- A person decides, and says so by name.
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_decided_whole" CHECK (("decided_by" IS NULL) = ("decided_at" IS NULL) AND ("decided_by" IS NULL) = ("decision" IS NULL)
  AND ("decided_by" IS NULL OR "decided_by" LIKE 'staff:%') AND ("status" <> 'set_aside' OR ("decided_by" IS NOT NULL AND "reason" <> '')));

-- What came is kept as it came: its judgement at receipt is never rewritten, and its content is erased or it stays.
CREATE FUNCTION "keep_inbound_mail"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    IF (NEW.id, NEW.received_at, NEW.source, NEW.size, NEW.sha256, NEW.recipient, NEW.kind, NEW.kind_rule, NEW.trusted)
      IS DISTINCT FROM (OLD.id, OLD.received_at, OLD.source, OLD.size, OLD.sha256, OLD.recipient, OLD.kind, OLD.kind_rule, OLD.trusted)
      OR (NEW.erased_at IS NULL AND (NEW.authentication, NEW.envelope_from, NEW.message_id, NEW.in_reply_to, NEW.from_address, NEW.from_name, NEW.subject, NEW.sent_at, NEW.text)
      IS DISTINCT FROM (OLD.authentication, OLD.envelope_from, OLD.message_id, OLD.in_reply_to, OLD.from_address, OLD.from_name, OLD.subject, OLD.sent_at, OLD.text)) THEN
      RAISE EXCEPTION ''a message that came in is kept as it came'' USING ERRCODE = ''integrity_constraint_violation''\073
    END IF\073
    RETURN NEW\073
  END\073';
CREATE TRIGGER "inbound_mail_kept" BEFORE UPDATE ON "inbound_mail" FOR EACH ROW EXECUTE FUNCTION "keep_inbound_mail"();
CREATE TRIGGER "inbound_mail_no_delete" BEFORE DELETE ON "inbound_mail" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "inbound_mail_no_truncate" BEFORE TRUNCATE ON "inbound_mail" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "inbound_raw_kept" BEFORE UPDATE ON "inbound_raw" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "inbound_raw_no_truncate" BEFORE TRUNCATE ON "inbound_raw" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
