import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { linksIn, type Link } from './links.js';

export interface Address {
  name: string;
  address: string;
}

/** What is known of an email without its attachments' content. */
export interface MailContent {
  subject: string;
  from: Address[];
  to: Address[];
  cc: Address[];
  /** Envelope recipients, as the sending client gave them; empty where they were not stored. */
  deliveredTo: string[];
  /** As the sender dated it */
  date: Date | null;
  /** The text part, or the text of the HTML part */
  text: string;
  html: string | null;
  links: Link[];
  attachments: { filename: string; contentType: string; size: number }[];
}

/** Longest HTML part that is also turned into text. */
const readHtml = 2_000_000;

const parse = (raw: Buffer, skipImageLinks: boolean): Promise<ParsedMail> =>
  simpleParser(raw, { skipImageLinks, skipTextToHtml: true, maxHtmlLengthToParse: readHtml });

/** Parses a message, however broken; unreadable fields are empty. */
export async function readMail(raw: Buffer): Promise<MailContent> {
  const mail = await parse(raw, true).catch((): ParsedMail | null => null);
  const [text, html] = [mail?.text ?? '', mail?.html || null];
  return {
    subject: mail?.subject?.trim() ?? '',
    from: addressesIn(mail?.from),
    to: addressesIn(mail?.to),
    cc: addressesIn(mail?.cc),
    deliveredTo: deliveredTo(mail),
    date: mail?.date ?? null,
    text,
    html,
    links: linksIn(text, html),
    attachments: (mail?.attachments ?? []).map((one, index) => ({
      filename: one.filename ?? `attachment-${index + 1}`,
      contentType: one.contentType,
      size: one.size,
    })),
  };
}

/** The HTML part with the attached pictures embedded; null when there is none. */
export async function htmlWithPictures(raw: Buffer): Promise<string | null> {
  return (await parse(raw, false)).html || null;
}

/** The content of an attachment, counted from 0. */
export async function attachmentContent(raw: Buffer, index: number): Promise<Buffer | null> {
  return (await parse(raw, true)).attachments[index]?.content ?? null;
}

/** The first two lines of a stored email hold the envelope, as mail servers write them at delivery. */
export const deliveryLines = (from: string, to: readonly string[]): Buffer =>
  Buffer.from(`Return-Path: <${from}>\r\nDelivered-To: ${to.join(', ')}\r\n`);

function deliveredTo(mail: ParsedMail | null): string[] {
  // An email may contain such lines itself; ours come before them.
  const first = mail?.headerLines.find(({ key }) => key === 'delivered-to')?.line ?? '';
  return first
    .slice(first.indexOf(':') + 1)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const addressesIn = (header: AddressObject | AddressObject[] | undefined): Address[] =>
  [header ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap(({ name, address, group }) => (group ? group : [{ name, address }]))
    .map(({ name, address = '' }) => ({ name, address }));
