import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { CountIntegrity } from '../../petitions/petitions.schema.js';
import { countLogTexts, integrityTexts } from '../texts.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import { Points } from './points.js';

interface Props {
  slug: string;
  /** Title of the petition. */
  title: string;
  integrity: CountIntegrity;
  locale: Locale;
  publicUrl: string;
}

/** What is counted in the published number and what is not, and how it is checked. */
export function IntegrityPage({ slug, title, integrity, locale, publicUrl }: Props): VNode {
  const t = integrityTexts(locale);
  const path = `/petitions/${slug}/count`;
  const rows: [string, number][] = [
    [t.rows.confirmed, integrity.confirmed],
    [t.rows.imported, integrity.imported],
    [t.rows.waiting, integrity.waiting],
    [t.rows.setAside, integrity.setAside],
    [t.rows.takenBack, integrity.takenBack],
    [t.rows.neverConfirmed, integrity.neverConfirmed],
  ];
  return (
    <Layout
      locale={locale}
      title={`${t.title}: ${title}`}
      description={t.lead}
      path={path}
      canonical={`${publicUrl}${path}`}
    >
      <article class="text">
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>
          <a href={`/petitions/${slug}?lang=${locale}`}>{title}</a>
        </p>
        <table class="list">
          <caption class="quiet">{t.caption({ day: longDate(integrity.setAsideUpTo, locale) })}</caption>
          <tbody>
            {rows.map(([label, value]) => (
              <tr>
                <th scope="row">{label}</th>
                <td>{number(value, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="quiet">
          <a href={`/api/v1/petitions/${slug}/integrity`}>JSON</a>
        </p>
        <p>
          <a href={`/petitions/${slug}/log?lang=${locale}`}>{countLogTexts(locale).checkLink}</a>
        </p>
        <Points heading={t.howHeading} points={t.how} />
        <Points heading={t.limitsHeading} points={t.limits} />
      </article>
    </Layout>
  );
}
