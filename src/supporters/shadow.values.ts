/** Why a check doubted a sign-up. A doubt ends when its owner confirms from the mailbox; `mailbox_limit` is from earlier versions. */
export const shadowRules = [
  'honeypot',
  'filled_too_fast',
  'forged_stamp',
  'range_limit',
  'domain_limit',
  'crowd_limit',
  'mailbox_limit',
] as const;
export type ShadowRule = (typeof shadowRules)[number];
