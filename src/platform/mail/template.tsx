import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { onDemand } from '../on-demand.js';
import { unmarked, withLanguages } from '../texts/fallback.js';

const htmlToText = onDemand<typeof import('html-to-text')>('html-to-text');

const open = '\u{E000}';
const close = '\u{E001}';

/** A placeholder in an email's text that is filled per recipient. Escaped when merged. */
export const slot = (name: string): string => `${open}${name}${close}`;

/** A template that is rendered once, when first filled; after that filling it is string concatenation. */
export interface CompiledMail {
  fill: (values: Record<string, string>) => { subject: string; html: string; text: string };
}

/** Subject and body of a kind of email; the text part is made from the same body. */
export function compileMail(subject: string, body: VNode): CompiledMail {
  let parts: MailParts | undefined;
  return {
    fill: (values) => {
      parts ??= partsOf(subject, body);
      return {
        subject: merge(parts.subject, values, oneLine),
        html: merge(parts.html, values, escapeHtml),
        text: merge(parts.text, values, (value) => value),
      };
    },
  };
}

type MailParts = Record<'subject' | 'html' | 'text', string[]>;

function partsOf(subject: string, body: VNode): MailParts {
  const rendered = `<!doctype html>${render(body)}`;
  const text = htmlToText().convert(unmarked(rendered), {
    wordwrap: 78,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: false } },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'img', options: { linkBrackets: false } },
      { selector: '.preheader', format: 'skip' },
    ],
  });
  return { subject: split(unmarked(subject)), html: split(withLanguages(rendered)), text: split(text) };
}

/** Odd positions are slot names. */
const split = (text: string): string[] => text.split(new RegExp(`${open}([^${open}${close}]*)${close}`, 'u'));

function merge(parts: string[], values: Record<string, string>, escape: (value: string) => string): string {
  return parts.map((part, index) => (index % 2 === 0 ? part : escape(valueOf(values, part)))).join('');
}

function valueOf(values: Record<string, string>, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`A mail template has no value for "${name}".`);
  return unmarked(value);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
const oneLine = (value: string): string => value.replace(/[\r\n]+/g, ' ');
