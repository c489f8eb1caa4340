-- Kinds of event more: what a State declared to the depositary, what its ministers recommended, what its parliament approved, what a meeting decided.
ALTER TABLE "treaty_event" DROP CONSTRAINT "treaty_event_kind_known";
ALTER TABLE "treaty_event" ADD CONSTRAINT "treaty_event_kind_known" CHECK ("kind" IN ('signed', 'consented', 'entered_into_force',
  'declaration', 'withdrawal_recommended', 'withdrawal_announced', 'withdrawal_approved', 'notice_received', 'notice_revoked', 'withdrawal_effective',
  'suspension_approved', 'suspension_claimed', 'objection', 'meeting_decision', 'armed_conflict_began', 'armed_conflict_ended'));
