import type { Locale } from '../../platform/http/locale.js';

/** The words of the public pages. What depends on a number is a function of it; `shown` is the number as the language writes it. */
export interface Texts {
  campaign: string;
  skip: string;
  language: string;
  home: { lead: string; read: string; count: (n: number, shown: string) => string };
  counter: {
    signed: (n: number, shown: string) => string;
    goal: (shown: string) => string;
    countries: (n: number, shown: string) => string;
  };
  countdown: { today: string; days: (n: number, shown: string) => string; on: (date: string) => string };
  petition: {
    ask: string;
    sources: string;
    asOf: (date: string) => string;
    recent: string;
    share: string;
    shareHelp: string;
    closed: string;
    upcoming: (date: string) => string;
    verified: string;
  };
  form: {
    heading: string;
    givenName: string;
    familyName: string;
    oneName: string;
    email: string;
    emailHelp: string;
    country: string;
    chooseCountry: string;
    postalCode: string;
    comment: string;
    commentHelp: string;
    optional: string;
    showName: string;
    /** Headings over the boxes of purposes that name recipients. */
    recipients: { government: string; partner: string };
    submit: string;
    trap: string;
    problems: (n: number) => string;
    didYouMean: (address: string) => string;
    keepAddress: string;
    working: string;
  };
  faults: Record<string, string>;
  thanks: { heading: string; body: string; steps: string[]; back: string };
  confirm: {
    title: string;
    heading: string;
    intro: string;
    name: string;
    country: string;
    postalCode: string;
    comment: string;
    publicName: string;
    yes: string;
    no: string;
    agreed: string;
    nothingAgreed: string;
    button: string;
    notYet: string;
    /** Label of the petition's title. */
    petition: string;
    changed: string;
  };
  confirmed: { title: string; heading: string; number: (shown: string) => string; body: string; summary: string };
  disown: { title: string; heading: string; body: string; button: string; doneHeading: string; doneBody: string };
  unsubscribe: { title: string; heading: string; body: string; button: string; doneHeading: string; doneBody: string };
  error: Record<
    'notFound' | 'link' | 'expired' | 'closed' | 'busy' | 'tooMany' | 'tooLarge' | 'other',
    { heading: string; body: string }
  >;
  footer: string;
  toPetition: string;
}

/** Chooses the word form a number takes. Languages without `few` and `many` leave them out. */
export function plural(
  locale: Locale,
  n: number,
  forms: { one: string; few?: string; many?: string; other: string },
): string {
  const category = new Intl.PluralRules(locale).select(n);
  return (
    (category === 'one' ? forms.one : category === 'few' ? forms.few : category === 'many' ? forms.many : undefined) ??
    forms.other
  );
}
