import { domainOf } from '../../../platform/mail/domain-of.js';
import type { OwnAddress } from '../../../letters/sending/reply-addresses.js';
import type { Authentication } from './authentication.js';
import type { Classified } from './classify.js';
import { letterOfMessageId } from './letter-message-id.js';
import type { Message } from './message.js';

/** What is known of the letter a message was matched to. */
export interface TrustedLetter {
  id: string;
  /** The address it was sent to */
  address: string | null;
  /** Verified email addresses of its ministry that are in use */
  ministryAddresses: readonly string[];
}

export interface Trust {
  trusted: boolean;
  /** Why, as a code */
  rule: string;
}

/** Anybody can have a mailbox there, so only the exact address is the ministry's. */
const openProviders =
  /^(?:(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|aol|gmx|web|mail|zoho|proton|protonmail|yandex|rambler|bk|inbox|list|ukr|qq|163|126|rediffmail|orange|wanadoo|free|laposte|libero)\.[a-z.]{2,6}|i\.ua|meta\.ua|pm\.me)$/;

/**
 * Whether a message is trusted automatically. Replies: the From domain is authenticated (DKIM or SPF, aligned, DMARC does not object) and is the
 * ministry's. Server reports, which have no sender: they came to the secret bounce address of that very letter, and their recipient and message
 * match.
 */
export function judgeTrust(
  own: OwnAddress | null,
  classified: Classified,
  message: Message,
  auth: Authentication,
  letter: TrustedLetter | null,
): Trust {
  if (!letter) return no('letter.none');
  if (classified.kind === 'unreadable_report') return no('report.unreadable');
  if (classified.report) return trustReport(own, classified.report, letter);
  const [from, ...others] = message.from;
  if (!from || others.length > 0) return no('from.not_one');
  const domain = domainOf(from.address);
  if (auth.dmarc.result === 'fail') return no('dmarc.fail');
  const dkim = auth.dkim.some((one) => one.result === 'pass' && one.whole && isAligned(one.domain, domain));
  const spf = auth.spf.result === 'pass' && auth.spf.domain !== null && isAligned(auth.spf.domain, domain);
  if (!dkim && !spf) return no('from.unproven');
  if (!letter.ministryAddresses.some((address) => isOfMinistry(from.address, domain, address.toLowerCase())))
    return no('from.not_ministry');
  return { trusted: true, rule: dkim ? 'dkim.aligned' : 'spf.aligned' };
}

function trustReport(own: OwnAddress | null, report: NonNullable<Classified['report']>, letter: TrustedLetter): Trust {
  if (own?.use !== 'bounce' || own.letterId !== letter.id) return no('report.not_to_bounce_address');
  const { recipients, originalId } = report;
  const fits = [
    ...(recipients.length > 0 ? [letter.address !== null && recipients.includes(letter.address.toLowerCase())] : []),
    ...(originalId !== null ? [letterOfMessageId(originalId) === letter.id] : []),
  ];
  return fits.length === 0 || fits.includes(true)
    ? { trusted: true, rule: 'bounce.address' }
    : no('report.of_another_mail');
}

const no = (rule: string): Trust => ({ trusted: false, rule });

/** The same domain, or a subdomain of the other. */
const isAligned = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

function isOfMinistry(address: string, domain: string, channel: string): boolean {
  const own = domainOf(channel);
  if (openProviders.test(own)) return address === channel;
  return domain === own || domain.endsWith(`.${own}`);
}
