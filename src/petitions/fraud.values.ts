/** What a fraud rule matches. */
export const fraudKinds = ['mail_domain', 'network', 'velocity', 'family_name', 'every'] as const;
export type FraudKind = (typeof fraudKinds)[number];

/** What a rule quarantines, in words for staff. */
export const fraudKindWords: Record<FraudKind, string> = {
  mail_domain: 'mailboxes of one domain',
  network: 'sign-ups from the network of one signature',
  velocity: 'sign-ups from one network above a rate',
  family_name: 'family names that contain a text',
  every: 'all sign-ups in the period',
};

/** The shadow rule of signatures that staff quarantined; its inputs name the fraud rule. */
export const staffShadowRule = 'set_aside_by_staff';

/** A rule is created, previewed, applied, and may be undone. */
export const fraudRuleStatuses = ['draft', 'applied', 'undone'] as const;
export type FraudRuleStatus = (typeof fraudRuleStatuses)[number];
