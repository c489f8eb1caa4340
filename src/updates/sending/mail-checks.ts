import { contrast, leastContrast } from '../../campaigns/theme/theme.values.js';
import type { LinkCheck } from '../../petitions/links/link-checks.service.js';
import type { MailColours } from '../../platform/mail/layout.js';
import type { OutgoingMail } from '../../platform/mail/transport.js';

/** One thing that was looked at before an update is sent. */
export interface MailCheck {
  code: `mail.${'template' | 'size' | 'links' | 'alt' | 'contrast' | 'placeholders' | 'headers' | 'text' | 'spam' | 'sender'}`;
  /** In which language, and what was found */
  detail: string;
  failed: boolean;
}

/** Gmail shows no more than 102 kB of an email. */
const mostBytes = 90 * 1024;

/** What filters score in a subject, in the languages of the site: shouting and promises of money. */
const spamSigns =
  /!!|\$\$|€€|\b(?:free money|act now|click here|100 ?% free|risk[- ]free|gratis geld|argent gratuit|dinero gratis)\b/iu;
const placeholder = /\{\{|\[\[|\{[a-zA-Z_]{1,30}\}|%[A-Z_]{2,30}%|\bundefined\b|[\u{E000}\u{E001}]/u;
const wanted = ['List-Id', 'Feedback-ID', 'Precedence', 'Content-Language'];

/** Judges the email that would leave, not the template it is made from. Who sends it may be left open where no real email leaves. Pure. */
export function faultsOfMail(
  locale: string,
  mail: OutgoingMail,
  { accent, accentInk, sender }: MailColours & { sender: string },
  dark: MailColours,
  links: readonly LinkCheck[],
  isProduction: boolean,
): MailCheck[] {
  const check = (code: MailCheck['code'], failed: boolean, detail: string): MailCheck => ({
    code,
    failed,
    detail: `${locale}: ${detail}`,
  });
  const bytes = Buffer.byteLength(mail.html);
  const dead = links
    .filter(({ outcome }) => outcome === 'gone' || outcome === 'unknown_host')
    .map(({ address }) => address);
  const pictures = mail.html.match(/<img\b[^>]*>/g) ?? [];
  const nameless = pictures.filter((one) => !/\balt="[^"]+"/.test(one)).length;
  const colours: [string, string][] = [
    [accent, '#ffffff'],
    [accentInk, accent],
    [dark.accent, '#16202b'],
  ];
  const weakest = Math.min(...colours.map(([one, other]) => contrast(one, other)));
  const left = placeholder.exec(`${mail.subject}\n${mail.text}`)?.[0];
  const lacking = wanted.filter((name) => !mail.headers?.[name]);
  const isShouting =
    mail.subject.length > 12 && mail.subject === mail.subject.toUpperCase() && /\p{Lu}/u.test(mail.subject);
  const spam = spamSigns.exec(mail.subject)?.[0] ?? (isShouting ? 'capital letters only' : undefined);
  return [
    check('mail.size', bytes > mostBytes, `${Math.ceil(bytes / 1024)} kB of ${mostBytes / 1024}`),
    check(
      'mail.links',
      dead.length > 0,
      dead.length > 0 ? `lead nowhere: ${dead.join(', ')}` : 'no link is known to lead nowhere',
    ),
    check('mail.alt', nameless > 0, `${pictures.length} pictures, ${nameless} without a description`),
    check('mail.contrast', weakest < leastContrast, `weakest contrast ${weakest.toFixed(1)}:1`),
    check(
      'mail.placeholders',
      left !== undefined,
      left === undefined ? 'no placeholder is left' : `a placeholder is left: ${left}`,
    ),
    check(
      'mail.headers',
      lacking.length > 0 || mail.unsubscribeUrl === null,
      lacking.length > 0 ? `missing: ${lacking.join(', ')}` : 'complete',
    ),
    check(
      'mail.text',
      !mail.text.includes(mail.unsubscribeUrl ?? '—') || mail.text.length < 80,
      `plain text of ${mail.text.length} characters`,
    ),
    check(
      'mail.spam',
      spam !== undefined,
      spam === undefined ? 'nothing in the subject that filters score' : `in the subject: ${spam}`,
    ),
    check(
      'mail.sender',
      isProduction && sender === '',
      sender === '' ? 'nobody has entered the organisation and its address' : 'names the organisation and its address',
    ),
  ];
}
