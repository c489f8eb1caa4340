import type { FactName, ProfileFacts } from '../../campaigns/profile.schema.js';

/** A field of the settings page. */
export interface SettingsField {
  name: Exclude<FactName, 'about' | 'funding'>;
  label: string;
  help?: string;
  kind?: 'block' | 'country' | 'email' | 'number';
  /** Folded away while it is empty; no fact that the public pages need is. */
  isRare?: true;
}

/** The fields in the order of the page, by group. */
export const settingsGroups: readonly { title: string; lead: string; fields: readonly SettingsField[] }[] = [
  {
    title: 'Organisation',
    lead: 'Shown on the legal notice and “About the campaign”, named in every consent, and printed at the foot of every email.',
    fields: [
      {
        name: 'organisation',
        label: 'Name of the organisation',
        help: 'As registered. It becomes the controller of the personal data.',
      },
      {
        name: 'address',
        label: 'Postal address',
        help: 'Street, postcode, town: where letters reach it.',
        kind: 'block',
      },
      { name: 'country', label: 'Country', kind: 'country' },
      { name: 'representative', label: 'Represented by', help: 'Name and office, such as “Ada Example, chair”.' },
      {
        name: 'responsible',
        isRare: true,
        label: 'Responsible for the content',
        help: 'Leave empty if it is the representative.',
      },
      {
        name: 'register',
        isRare: true,
        label: 'Register and number',
        help: 'Such as “Register of associations, Example Town, VR 1234”.',
      },
      {
        name: 'taxNumber',
        isRare: true,
        label: 'VAT or tax number',
        help: 'Only where the law of your country asks for it.',
      },
    ],
  },
  {
    title: 'Contact',
    lead: 'Shown to everybody on the contact page.',
    fields: [
      { name: 'email', label: 'Email address', kind: 'email' },
      { name: 'telephone', label: 'Telephone' },
      { name: 'pressEmail', isRare: true, label: 'Email address for the press', kind: 'email' },
      {
        name: 'securityEmail',
        isRare: true,
        label: 'Email address for security reports',
        help: 'Shown in security.txt. Without it, the general address is.',
        kind: 'email',
      },
    ],
  },
  {
    title: 'Data protection',
    lead: 'Shown in the privacy notice.',
    fields: [
      {
        name: 'privacyContact',
        label: 'Contact for questions about personal data',
        help: 'Name or role, and an address.',
        kind: 'block',
      },
      {
        name: 'dataProtectionOfficer',
        isRare: true,
        label: 'Data protection officer',
        help: 'Name and address, if there is one.',
        kind: 'block',
      },
      {
        name: 'euRepresentative',
        isRare: true,
        label: 'Representative in the European Union',
        help: 'Needed by organisations outside it (GDPR, Article 27).',
        kind: 'block',
      },
      {
        name: 'supervisoryAuthority',
        label: 'Supervisory authority',
        help: 'To which people may complain; name and web address.',
      },
      { name: 'hosting', label: 'Hosting', help: 'Company and country.' },
      { name: 'mailProvider', label: 'Delivery of email', help: 'Company and country, or “our own server”.' },
      {
        name: 'processors',
        isRare: true,
        label: 'Other processors',
        help: 'One per line: company, country, and what it does.',
        kind: 'block',
      },
      { name: 'backupDays', label: 'Days until backups are deleted', kind: 'number' },
    ],
  },
  {
    title: 'Letters to ministries',
    lead: 'The signature block of every letter.',
    fields: [
      { name: 'signatory', label: 'Name of the signatory' },
      { name: 'signatoryTitle', label: 'Title of the signatory', help: 'Such as “Chair of the campaign”.' },
    ],
  },
];

/** What the form shows for stored facts. */
export const inputOf = (facts: ProfileFacts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value).map(([locale, text]) => [`${name}_${locale}`, text])
        : [[name, String(value ?? '')]],
    ),
  );
