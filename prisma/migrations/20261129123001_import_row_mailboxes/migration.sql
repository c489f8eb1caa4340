-- Null in rows that were staged before: they are wiped after 14 days, and until then found by the address as it was typed.
ALTER TABLE "signature_import_row" ADD COLUMN     "mailbox_keys" BYTEA[];

-- Erasing a person finds the rows of files that name their mailbox without reading them all.
CREATE INDEX "signature_import_row_mailboxes" ON "signature_import_row" USING gin ("mailbox_keys") WHERE "mailbox_keys" <> '{}';
