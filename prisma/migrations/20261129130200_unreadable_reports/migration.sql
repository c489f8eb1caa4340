-- Reports of mail servers that could not be read are a kind of their own, for people to look at.
ALTER TABLE "inbound_mail" DROP CONSTRAINT "inbound_mail_known";
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_known" CHECK ("source" IN ('smtp', 'imap') AND "status" IN ('matched', 'tray', 'set_aside')
  AND "kind" IN ('reply', 'bounce', 'delay', 'delivery_report', 'auto_reply', 'unreadable_report'));
