-- The latest refusal of a mailbox that was refused before. Mail its owner asks for after that is one more try.
ALTER TABLE "mail_suppression" ADD COLUMN "renewed_at" TIMESTAMPTZ(3);

-- A refusal without a further code says nothing about the mailbox, so what was suppressed for it gets mail again.
DELETE FROM "mail_suppression" WHERE "reason" = 'hard_bounce' AND "rule" = 'mailbox_refused';
