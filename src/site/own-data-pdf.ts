import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fullName } from '../platform/full-name.js';
import type { Locale } from '../platform/http/locale.js';
import type { OwnConsent, OwnData, OwnLetter, OwnRecord } from '../petitions/own-data.schema.js';
import { consentName } from '../supporters/consents.schema.js';
import { countryName } from './countries.js';
import { longDate } from './pages/figures.js';
import { contactDetails } from './pages/own-contact.js';
import { standingOf } from './pages/own-letter.js';
import { contactTexts } from './texts/contact.js';
import { letterTexts } from './texts/letter.js';
import { myDataTexts } from './texts/my-data.js';
import { texts } from './texts/texts.js';

/** One face for Latin, Greek, Cyrillic and Arabic, embedded, so that the file looks the same everywhere. */
const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

/** Everything held about a person as a PDF of A4 pages, in the language of the page. Holds what the JSON download holds. */
export async function ownDataPdf(data: OwnData, locale: Locale): Promise<Buffer> {
  // Loaded where it is used: most processes never make one.
  const { default: PDFDocument } = await import('pdfkit');
  const t = myDataTexts[locale];
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    lang: locale,
    info: { Title: t.title, Producer: 'Demarche', Creator: 'Demarche' },
  });
  document.registerFont('regular', join(fonts, 'DejaVuSans.ttf')).registerFont('bold', join(fonts, 'DejaVuSans-Bold.ttf'));
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  document.font('bold').fontSize(18).text(t.title).moveDown(0.5);
  document
    .font('regular')
    .fontSize(10)
    .text(t.lead(data.email))
    .text(t.since(longDate(data.knownSince.slice(0, 10), locale)));
  if (data.unsubscribed) document.text(t.stop.stopped);
  if (data.signatures.length === 0) document.moveDown().text(t.none);
  for (const record of data.signatures) writeSignature(document, record, locale);
  if (data.contact) {
    document.moveDown(1.5).font('bold').fontSize(13).text(contactTexts[locale].heading).moveDown(0.3).fontSize(10);
    const { contact } = data;
    const more: [string, string][] = [['locale', contact.locale], ['source', contact.source ?? '—'], ['createdAt', contact.createdAt], ['modifiedAt', contact.modifiedAt], ['confirmedAt', contact.confirmedAt ?? '—']]; // prettier-ignore
    writeRows(document, [...contactDetails({ ...contact, consents: [] }, locale), ...more, ...consentRows(contact.consents, locale)]);
  }
  if (data.labels.length > 0) {
    document.moveDown(1.5).font('bold').fontSize(13).text(contactTexts[locale].labels).moveDown(0.3).fontSize(10);
    writeRows(document, data.labels.map(({ name, since }): [string, string] => [name, since])); // prettier-ignore
  }
  for (const letter of data.letters) writeLetter(document, letter, locale);
  document.end();
  return finished;
}

function writeSignature(document: PDFKit.PDFDocument, record: OwnRecord, locale: Locale): void {
  const t = myDataTexts[locale];
  const f = texts[locale].confirm;
  const day = (instant: string): string => longDate(instant.slice(0, 10), locale);
  document.moveDown(1.5).font('bold').fontSize(13).text(record.petition.title).moveDown(0.3).fontSize(10);
  const rows: [string, string][] = [
    [record.status === 'confirmed' ? t.status.confirmed : t.status.pending, record.number === null ? '' : String(record.number)],
    [f.name, fullName(record)],
    [f.country, countryName(record.country, locale)],
    [f.postalCode, record.postalCode ?? '—'],
    [f.comment, record.comment ?? '—'],
    [f.publicName, record.showName ? f.yes : f.no],
    [t.signedOn(day(record.signedAt)), record.confirmedAt === null ? '' : t.confirmedOn(day(record.confirmedAt))],
    ['source', record.source ?? '—'],
    ['locale', record.locale],
    ['remindedAt', record.remindedAt ?? '—'],
    ['networkHash', record.networkHash ?? '—'],
    ...consentRows(record.consents, locale),
  ];
  writeRows(document, rows);
}

function writeLetter(document: PDFKit.PDFDocument, letter: OwnLetter, locale: Locale): void {
  const t = letterTexts[locale];
  document
    .moveDown(1.5)
    .font('bold')
    .fontSize(13)
    .text(t.mine.to(countryName(letter.iso, locale)))
    .moveDown(0.3)
    .fontSize(10);
  const f = texts[locale].confirm;
  writeRows(document, [
    [standingOf(letter, locale), ''],
    [f.name, letter.name ?? '—'],
    [f.country, letter.country === null ? '—' : countryName(letter.country, locale)],
    [t.text, letter.text ?? '—'],
    ['locale', letter.locale],
    ['writtenAt', letter.writtenAt],
    ['confirmedAt', letter.confirmedAt ?? '—'],
    ['decidedAt', letter.decidedAt ?? '—'],
    ['withdrawnAt', letter.withdrawnAt ?? '—'],
    ...consentRows(letter.consents, locale),
  ]);
}

const consentRows = (consents: readonly OwnConsent[], locale: Locale): [string, string][] => {
  const t = myDataTexts[locale].consents;
  return consents.map((consent) => [
    `${t.history}: ${consent.recordedAt}`,
    `${consentName(consent)} ${consent.wording} (${consent.locale}, ${consent.method}): ${consent.given ? t.given : t.withdrawn}`,
  ]);
};

function writeRows(document: PDFKit.PDFDocument, rows: readonly [string, string][]): void {
  for (const [label, value] of rows)
    document
      .font('bold')
      .text(`${label}  `, { continued: true })
      .font('regular')
      .text(value || ' ');
}
