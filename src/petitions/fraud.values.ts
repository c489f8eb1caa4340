/** What a rule of the fraud desk looks at. */
export const fraudKinds = ['mail_domain', 'network', 'velocity', 'family_name', 'every'] as const;
export type FraudKind = (typeof fraudKinds)[number];

/** What a rule sets aside, in words for staff. */
export const fraudKindWords: Record<FraudKind, string> = {
  mail_domain: 'mailboxes of one domain',
  network: 'sign-ups from the network of one signature',
  velocity: 'sign-ups of one network beyond a number in a time',
  family_name: 'family names that contain a text',
  every: 'every sign-up of the time',
};

/** The shadow rule of signatures that staff set aside; its inputs name the rule of the desk. */
export const staffShadowRule = 'set_aside_by_staff';

/** A rule is made, looked at with its preview count, applied, and may be undone. */
export const fraudRuleStatuses = ['draft', 'applied', 'undone'] as const;
export type FraudRuleStatus = (typeof fraudRuleStatuses)[number];
