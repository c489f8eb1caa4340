/** A signature is pending or confirmed. Whether it counts also depends on `shadow_rule`. */
export const signatureStatuses = ['pending', 'confirmed'] as const;
export type SignatureStatus = (typeof signatureStatuses)[number];

/** What an export or a list may select; `all` is pending and confirmed, shadowed rows are only included by name. */
export const supporterSelections = ['confirmed', 'pending', 'all', 'shadowed'] as const;
export type SupporterSelection = (typeof supporterSelections)[number];

/** SQL condition over a signature `g`, per selection. */
export const selectionCondition: Record<SupporterSelection, string> = {
  confirmed: `g.status = 'confirmed' and g.shadow_rule is null`,
  pending: `g.status = 'pending' and g.shadow_rule is null`,
  all: `g.shadow_rule is null`,
  shadowed: `g.shadow_rule is not null`,
};

/** Days a confirmation link works. */
export const confirmationDays = 7;
/** Days after which the one reminder goes out. */
export const reminderDays = 2;
