import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { letterStatusTexts } from '../../supporter-letters/letter.texts.js';
import type { OwnLetterRecord as Letter } from '../../privacy/own-data.schema.js';
import { countryName } from '../../platform/http/country-names.js';
import { legalTexts, letterTexts } from '../texts.js';
import { longDate } from '../../platform/texts/in-words.js';

/** The status of a letter, in words. */
export function standingOf(letter: Letter, locale: Locale): string {
  const { status, reason } = letterStatusTexts(locale);
  const parts = [
    status[letter.status as keyof typeof status],
    letter.reason && reason[letter.reason as keyof typeof reason],
    letter.deliveredAt &&
      letterTexts(locale).mine.delivered({
        day: longDate(letter.deliveredAt.slice(0, 10), locale),
        reference: letter.reference ?? '—',
      }),
  ];
  return parts.filter(Boolean).join(' ');
}

/** One letter to a ministry: its text, its status, and the button to withdraw it. */
export function OwnLetter({ letter, locale, base }: { letter: Letter; locale: Locale; base: string }): VNode {
  const t = letterTexts(locale).mine;
  return (
    <section class="card" id={`letter-${letter.id}`}>
      <h3>{t.to({ state: countryName(letter.iso, locale) })}</h3>
      <p>
        <strong>{standingOf(letter, locale)}</strong>{' '}
        <span class="quiet">{longDate(letter.writtenAt.slice(0, 10), locale)}</span>
      </p>
      {letter.status === 'rejected' && (
        <p>
          {letterStatusTexts(locale).appeal} <a href={`/contact?lang=${locale}`}>{legalTexts(locale).nav.contact}</a>
        </p>
      )}
      {letter.text !== null && (
        <>
          <details>
            <summary>{letterTexts(locale).text}</summary>
            <p class="lines" dir="auto">
              {letter.text}
            </p>
            <p>
              <bdi>{letter.name}</bdi>, {countryName(letter.country ?? '', locale)}
            </p>
          </details>
          <form method="post" action={`${base}/letters/${letter.id}/withdraw?lang=${locale}`}>
            <p>{t.withdrawHelp}</p>
            <button class="button small" type="submit">
              {t.withdraw}
            </button>
          </form>
        </>
      )}
    </section>
  );
}
