import type { Attachment, ParsedMail } from 'mailparser';
import { letterOfMessageId } from './letter-message-id.js';
import { withCharsets } from './charsets.js';
import { plainText, storable } from './plain-text.js';
import { contentOfParcel } from './signed-parcel.js';
import { keptText } from '../inbox.limits.js';

/** A part of a message that can be fetched by its index. */
export interface MailPart {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** A parsed message. Texts are safe to store. */
export interface Message {
  /** False when its structure could not be parsed; then only plain headers are known. */
  readable: boolean;
  messageId: string | null;
  inReplyTo: string | null;
  /** Message-IDs named by In-Reply-To and References */
  references: string[];
  /** Every address of the From header; more than one identifies nobody */
  from: { address: string; name: string }[];
  subject: string;
  sentAt: Date | null;
  text: string;
  /** Lower-case name → values, unfolded */
  headers: ReadonlyMap<string, string[]>;
  attachments: MailPart[];
  /** Its text is encrypted, or in a container that cannot be opened here. */
  sealed: boolean;
}

/** Nested messages: maximum depth, and number. */
const [depthAtMost, innerAtMost] = [3, 10];

/** Parses a raw message. Never throws: unreadable parts are omitted. */
export async function readMessage(raw: Buffer, depth = 0): Promise<Message> {
  const headers = headersOf(raw);
  const parsed = await parse(withCharsets(raw));
  const ids = (name: string): string[] =>
    (headers.get(name) ?? []).flatMap((value) => value.match(/<[^<>\s]{3,500}>/g) ?? []);
  const sentAt = parsed?.date;
  const attachments = (parsed?.attachments ?? []).map(partOf);
  const isReport =
    /^multipart\/report\b/i.test(headers.get('content-type')?.[0] ?? '') ||
    attachments.some(({ contentType }) => contentType.endsWith('delivery-status'));
  const inner = depth < depthAtMost && !isReport ? await innerMessages(attachments, depth + 1) : [];
  const own = parsed
    ? plainText(parsed.text, parsed.html || false)
    : plainText(raw.toString('latin1', 0, 100_000), false);
  const texts = inner
    .filter(({ messageId }) => messageId === null || letterOfMessageId(messageId) === null)
    .map(({ isParcel, ...one }) => (isParcel ? one.text : introduced(one)));
  return {
    readable: parsed !== null,
    messageId: ids('message-id')[0] ?? null,
    inReplyTo: ids('in-reply-to')[0] ?? null,
    references: [...new Set([...ids('in-reply-to'), ...ids('references'), ...inner.flatMap(referencesOf)])].slice(
      0,
      100,
    ),
    from: parsed ? fromOf(parsed, headers) : [],
    subject: storable(parsed?.subject ?? headers.get('subject')?.[0] ?? '', 500),
    sentAt:
      sentAt && Number.isFinite(sentAt.getTime()) && sentAt.getUTCFullYear() > 1970 && sentAt.getUTCFullYear() < 9999
        ? sentAt
        : null,
    text: storable([own, ...texts].filter((text) => text.trim() !== '').join('\n\n'), keptText),
    headers,
    attachments: [...attachments, ...inner.filter(({ isParcel }) => isParcel).flatMap((one) => one.attachments)],
    sealed: own === '' && attachments.some((part) => isSealed(part, inner)),
  };
}

interface InnerMessage extends Message {
  /** The content of a signed container, which is the message itself */
  isParcel: boolean;
}

/** Nested messages: attached ones, and the content of a signed container. */
async function innerMessages(parts: readonly MailPart[], depth: number): Promise<InnerMessage[]> {
  const found: InnerMessage[] = [];
  for (const { contentType, filename, content } of parts.slice(0, innerAtMost)) {
    const isParcel = isParcelType(contentType, filename);
    const raw = isParcel
      ? contentOfParcel(content)
      : ['message/rfc822', 'message/global'].includes(contentType)
        ? content
        : null;
    if (raw) found.push({ ...(await readMessage(raw, depth)), isParcel });
  }
  return found;
}

const isParcelType = (type: string, filename: string): boolean =>
  /^application\/(?:x-)?pkcs7-mime$/.test(type) || (type === 'application/octet-stream' && /\.p7m$/i.test(filename));

const isSealed = ({ contentType, filename }: MailPart, inner: readonly InnerMessage[]): boolean =>
  (isParcelType(contentType, filename) && !inner.some(({ isParcel, sealed }) => isParcel && !sealed)) ||
  contentType === 'application/pgp-encrypted';

/** An attached message is attributed to its author. */
const introduced = ({ from, subject, text }: Message): string =>
  [...from.slice(0, 1).map(({ name, address }) => `From: ${name} <${address}>`), `Subject: ${subject}`, '', text].join(
    '\n',
  );

/** What an attached message replies to; if it is one of our own letters, that letter. */
const referencesOf = ({ messageId, references }: Message): string[] => [
  ...(messageId !== null && letterOfMessageId(messageId) !== null ? [messageId] : []),
  ...references,
];

/** Raw headers: for decisions that must not depend on how a library parses them. */
function headersOf(raw: Buffer): Map<string, string[]> {
  const head = raw.toString('latin1', 0, 256 * 1024).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const found = new Map<string, string[]>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([!-9;-~]{1,100}):(.*)$/.exec(line) ?? [];
    if (name === '') continue;
    const values = found.get(name.toLowerCase());
    if (values) values.push(value.trim());
    else found.set(name.toLowerCase(), [value.trim()]);
  }
  return found;
}

/** Two From headers are treated like two addresses in one. */
function fromOf(parsed: ParsedMail, headers: ReadonlyMap<string, string[]>): Message['from'] {
  const people = (parsed.from?.value ?? []).flatMap(({ address, name }) =>
    address ? [{ address: storable(address.toLowerCase(), 320), name: storable(name, 200) }] : [],
  );
  return (headers.get('from') ?? []).length > 1 ? [...people, ...people] : people;
}

async function parse(raw: Buffer): Promise<ParsedMail | null> {
  try {
    const { simpleParser } = await import('mailparser');
    return await simpleParser(raw, {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
      keepDeliveryStatus: true,
    });
  } catch {
    return null;
  }
}

/** Removes characters that file systems refuse, and direction marks. */
const partOf = ({ filename, contentType, content }: Attachment, index: number): MailPart => ({
  filename:
    storable((filename ?? '').replace(/[\\/:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '_').trim(), 150) ||
    `part-${index + 1}`,
  contentType: /^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType.toLowerCase() : 'application/octet-stream',
  content,
});
