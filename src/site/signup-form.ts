/** Content of the form, as typed; never validated, only kept. */
export interface FormInput {
  givenName: string;
  familyName: string;
  email: string;
  country: string;
  postalCode: string;
  comment: string;
  source: string;
  /** Answers to the petition's own questions, by key */
  answers: Record<string, string>;
  showName: boolean;
  /** `purpose:wording`, `purpose:wording:recipient` */
  consents: string[];
}

export const emptyInput: FormInput = {
  givenName: '',
  familyName: '',
  email: '',
  country: '',
  postalCode: '',
  comment: '',
  source: '',
  answers: {},
  showName: false,
  consents: [],
};

/** A posted form, split into what the person typed and what the page added. Unknown fields are ignored. */
export interface PostedForm {
  input: FormInput;
  locale: string | undefined;
  honeypot: string;
  stamp: string;
  /** Version of the petition that the page showed */
  version: string;
  altcha: string;
  emailAsTyped: boolean;
}

/** Of a repeated field the last value counts. */
export function lastText(value: unknown): string {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : '';
}

const many = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '');

const answersIn = (fields: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(fields)
      .filter((name) => /^answer_[a-z0-9-]{1,60}$/.test(name))
      .slice(0, 10)
      .map((name) => [name.slice('answer_'.length), lastText(fields[name])]),
  );

/** @param body result of the urlencoded parser */
export function readForm(body: unknown): PostedForm {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return {
    input: {
      givenName: lastText(fields.givenName),
      familyName: lastText(fields.familyName),
      email: lastText(fields.email),
      country: lastText(fields.country),
      postalCode: lastText(fields.postalCode),
      comment: lastText(fields.comment),
      source: lastText(fields.source),
      answers: answersIn(fields),
      showName: ['true', 'on', '1', 'yes'].includes(lastText(fields.showName)),
      consents: many(fields.consents).slice(0, 300),
    },
    locale: lastText(fields.locale) || undefined,
    honeypot: lastText(fields.website),
    stamp: lastText(fields.stamp),
    version: lastText(fields.version),
    altcha: lastText(fields.altcha),
    emailAsTyped: lastText(fields.emailAsTyped) !== '',
  };
}

/** The form in the shape of the JSON sign-up, for the one schema both share. */
export function toSignup(form: PostedForm): Record<string, unknown> {
  const { consents, ...input } = form.input;
  return {
    ...input,
    ...(form.locale !== undefined && { locale: form.locale }),
    ...(/^\d{1,7}$/.test(form.version) && { version: Number(form.version) }),
    ...(form.altcha !== '' && { altcha: form.altcha }),
    consents: consents.map((value) => {
      const [purpose = '', wording = '', recipient] = value.split(':');
      return { purpose, wording, ...(recipient !== undefined && { recipient }) };
    }),
  };
}
