import type { VNode } from 'preact';
import { utcDay } from '../../platform/clock.js';
import { longDate } from '../../platform/texts/in-words.js';
import type { NoticeBlock } from '../../privacy/notice/notice.schema.js';
import type { Notice } from '../../privacy/notice/privacy-notices.service.js';
import { legalTexts, noticeTexts } from '../texts.js';
import { FactList } from './fact-list.js';
import { languageAttributes } from './language-attributes.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

export interface PrivacyPageProps extends PublicFrame {
  notice: Notice;
  /** Path of this version, and of the current one */
  path: string;
  base: string;
}

/** The privacy notice as it was stored, with its number and the versions before it. */
export function PrivacyPage({ notice, path, base, ...frame }: PrivacyPageProps): VNode {
  const { locale } = frame;
  const t = noticeTexts(locale);
  const day = (at: Date): string => longDate(utcDay(at), locale);
  const link = (number: number): string => `${base}/versions/${number}?lang=${locale}`;
  return (
    // Earlier versions may name people who have left: search engines show the current one.
    <Layout
      title={t.title}
      description={t.description}
      path={path}
      locale={locale}
      card={frame.card}
      {...(notice.replacedAt === null && { canonical: frame.canonical })}
    >
      <article class="text">
        <h1>{t.title}</h1>
        {notice.replacedAt && (
          <p class="notice">
            {t.old({ date: day(notice.replacedAt) })} <a href={`${base}?lang=${locale}`}>{t.current}</a>
          </p>
        )}
        <p class="quiet">{t.version({ number: notice.number, date: day(notice.validFrom) })}</p>
        {notice.document.map(({ heading, blocks }) => (
          <section {...languageAttributes(notice.language, locale)}>
            {heading !== null && <h2>{heading}</h2>}
            {blocks.map((block) => (
              <Block block={block} unknown={t.unknown} />
            ))}
          </section>
        ))}
        <p>
          <a href={`/me?lang=${locale}`}>{legalTexts(locale).contact.myData.link}</a> ·{' '}
          <a href={`/contact?lang=${locale}`}>{legalTexts(locale).nav.contact}</a>
        </p>
        {notice.earlier.length > 0 && (
          <details>
            <summary>{t.earlier}</summary>
            <ul>
              {notice.earlier.map(({ number, validFrom }) => (
                <li>
                  <a href={link(number)}>{t.version({ number, date: day(validFrom) })}</a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </article>
    </Layout>
  );
}

function Block({ block, unknown }: { block: NoticeBlock; unknown: string }): VNode {
  if ('text' in block) return <p>{block.text}</p>;
  if ('list' in block)
    return (
      <ul>
        {block.list.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    );
  return (
    <>
      {block.title !== null && <h3>{block.title}</h3>}
      <FactList facts={block.facts} unknown={unknown} />
    </>
  );
}
