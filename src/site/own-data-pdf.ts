import { fullName } from '../platform/full-name.js';
import type { Locale } from '../platform/http/locale.js';
import { sans } from '../platform/paper/faces.js';
import { isPrintable } from '../platform/paper/runs.js';
import { hasRightToLeft, Typesetter, wordsOf, type PrintedWord } from '../platform/paper/typesetter.js';
import type { OwnConsent, OwnData, OwnLetterRecord, OwnRecord } from '../privacy/own-data.schema.js';
import { countryName } from '../platform/http/country-names.js';
import { longDate } from '../platform/texts/in-words.js';
import { contactDetails } from './pages/own-contact.js';
import { standingOf } from './pages/own-letter.js';
import { contactTexts, letterTexts, myDataTexts, texts } from './texts.js';
import { unmarked } from '../platform/texts/fallback.js';
import { localeName } from '../platform/http/locale.js';
import { purposeName } from './pages/purpose-name.js';

/** In points */
const margin = 56;
const bodySize = 10;

/** Everything held about a person as a PDF of A4 pages, in the language of the page. Has the same content as the JSON download. */
export async function ownDataPdf(data: OwnData, locale: Locale): Promise<Buffer> {
  // Loaded on first use: most processes never create one.
  const { default: PDFDocument } = await import('pdfkit');
  const t = myDataTexts(locale);
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: locale,
    info: { Title: unmarked(t.title), Producer: 'Demarche', Creator: 'Demarche' },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  const sheet = new Sheet(document);
  sheet.heading(t.title, 18);
  // Every printed string is in the data, or is ours and printable.
  if (!isPrintable(JSON.stringify(data))) sheet.line(t.unprintable);
  sheet.line(t.lead({ address: data.email }));
  sheet.line(t.since({ date: longDate(data.knownSince.slice(0, 10), locale) }));
  if (data.unsubscribed) sheet.line(t.stop.stopped);
  if (data.signatures.length === 0) sheet.line(t.none);
  for (const record of data.signatures) writeSignature(sheet, record, locale);
  if (data.contact) {
    sheet.heading(contactTexts(locale).heading);
    const { contact } = data;
    const more: [string, string][] = [
      [t.record.locale, localeName(contact.locale)],
      [t.record.source, contact.source ?? '—'],
      [t.record.createdAt, contact.createdAt],
      [t.record.modifiedAt, contact.modifiedAt],
      [t.record.confirmedAt, contact.confirmedAt ?? '—'],
    ];
    sheet.rows([
      ...contactDetails({ ...contact, consents: [] }, locale),
      ...more,
      ...consentRows(contact.consents, locale),
    ]);
  }
  if (data.labels.length > 0) {
    sheet.heading(contactTexts(locale).labels);
    sheet.rows(data.labels.map(({ name, since }): [string, string] => [name, since]));
  }
  if (data.updates.length > 0) {
    sheet.heading(myDataTexts(locale).updates);
    sheet.rows(data.updates.map(({ title, settledAt }): [string, string] => [title, settledAt ?? '—']));
  }
  for (const letter of data.letters) writeLetter(sheet, letter, locale);
  document.end();
  return finished;
}

/** Headings, lines and rows from the top of the first page to the foot of the last; each line runs in the direction of its script. */
class Sheet {
  private readonly ltr: Typesetter;
  private readonly rtl: Typesetter;

  constructor(document: PDFKit.PDFDocument) {
    const { width, height } = document.page;
    const box = { left: margin, right: width - margin, top: margin, bottom: height - margin };
    [this.ltr, this.rtl] = [new Typesetter(document, box, false, sans), new Typesetter(document, box, true, sans)];
  }

  heading(words: string, size = 13): void {
    this.ltr.y += size;
    this.ltr.keep(size * 4);
    this.write(wordsOf(unmarked(words), true), size);
    this.ltr.y -= size * 0.3;
  }

  line(words: string): void {
    this.write(wordsOf(unmarked(words)), bodySize);
    this.ltr.y -= bodySize * 0.6;
  }

  /** A text of several lines, or of another direction than its label, begins below it. */
  rows(rows: readonly [label: string, value: string][]): void {
    for (const [label, value] of rows) {
      const lines = unmarked(value).split(/\r\n|[\n\r\u2028\u2029]/);
      const apart = lines.length > 1 || hasRightToLeft(value);
      const words = [wordsOf(unmarked(label), true), ...lines.map((line) => wordsOf(line))];
      for (const line of apart ? words : [words.flat()]) {
        this.write(line, bodySize);
        this.ltr.y -= bodySize * 0.6;
      }
    }
  }

  private write(words: readonly PrintedWord[], size: number): void {
    const page = words.some(({ text }) => hasRightToLeft(text)) ? this.rtl : this.ltr;
    page.y = this.ltr.y;
    page.paragraph(words, size);
    this.ltr.y = page.y;
  }
}

function writeSignature(sheet: Sheet, record: OwnRecord, locale: Locale): void {
  const t = myDataTexts(locale);
  const f = texts(locale).confirm;
  const day = (instant: string): string => longDate(instant.slice(0, 10), locale);
  sheet.heading(record.petition.title);
  const rows: [string, string][] = [
    [
      record.status === 'confirmed' ? t.status.confirmed : t.status.pending,
      record.number === null ? '' : String(record.number),
    ],
    [f.name, fullName(record)],
    [f.country, countryName(record.country, locale)],
    [f.postalCode, record.postalCode ?? '—'],
    [f.comment, record.comment ?? '—'],
    ...record.answers.map(({ label, answer }): [string, string] => [label, answer]),
    [f.publicName, record.showName ? f.yes : f.no],
    [
      t.signedOn({ date: day(record.signedAt) }),
      record.confirmedAt === null ? '' : t.confirmedOn({ date: day(record.confirmedAt) }),
    ],
    [t.record.source, record.source ?? '—'],
    [t.record.locale, localeName(record.locale)],
    [t.record.remindedAt, record.remindedAt ?? '—'],
    [t.record.networkHash, record.networkHash ?? '—'],
    ...consentRows(record.consents, locale),
  ];
  sheet.rows(rows);
}

function writeLetter(sheet: Sheet, letter: OwnLetterRecord, locale: Locale): void {
  const t = letterTexts(locale);
  const { record } = myDataTexts(locale);
  sheet.heading(t.mine.to({ state: countryName(letter.iso, locale) }));
  const f = texts(locale).confirm;
  sheet.rows([
    [standingOf(letter, locale), ''],
    [f.name, letter.name ?? '—'],
    [f.country, letter.country === null ? '—' : countryName(letter.country, locale)],
    [t.text, letter.text ?? '—'],
    [record.source, letter.source ?? '—'],
    [record.locale, localeName(letter.locale)],
    [record.writtenAt, letter.writtenAt],
    [record.confirmedAt, letter.confirmedAt ?? '—'],
    [record.decidedAt, letter.decidedAt ?? '—'],
    [record.withdrawnAt, letter.withdrawnAt ?? '—'],
    ...consentRows(letter.consents, locale),
  ]);
}

const consentRows = (consents: readonly OwnConsent[], locale: Locale): [string, string][] => {
  const t = myDataTexts(locale).consents;
  return consents.map((consent) => [
    `${t.history}: ${consent.recordedAt}`,
    `${purposeName(consent, locale)}, ${consent.wording} (${localeName(consent.locale)}, ${consent.method}): ${consent.given ? t.given : t.withdrawn}`,
  ]);
};
