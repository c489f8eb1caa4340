-- Rules about how fast sign-ups come from one network.
ALTER TABLE "fraud_rule" DROP CONSTRAINT "fraud_rule_kind_known";
ALTER TABLE "fraud_rule" ADD CONSTRAINT "fraud_rule_kind_known" CHECK ("kind" IN ('mail_domain', 'network', 'velocity', 'family_name', 'every'));
