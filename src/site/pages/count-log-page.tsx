import type { VNode } from 'preact';
import { utcDay } from '../../platform/clock.js';
import { longDate, number, timeIn } from '../../platform/texts/in-words.js';
import type { PublicLog } from '../../transparency/count-logs.service.js';
import { verifierFile } from '../assets.js';
import { countLogTexts } from '../texts.js';
import { Layout } from './layout.js';
import { Points } from './points.js';
import { TreePicture } from './count-log-picture.js';
import type { PublicFrame } from './public-frame.js';

export interface CountLogProps extends PublicFrame {
  slug: string;
  /** Title of the petition */
  petition: string;
  /** The log that goes on; null before its first checkpoint */
  log: PublicLog | null;
  former: readonly PublicLog[];
  publicUrl: string;
}

/** How the number can be checked without trusting anybody, and where the log is. */
export function CountLogPage({ slug, petition, log, former, publicUrl, ...frame }: CountLogProps): VNode {
  const { locale } = frame;
  const t = countLogTexts(locale);
  const path = `/petitions/${slug}/log`;
  return (
    <Layout title={`${t.title}: ${petition}`} description={t.lead} path={path} {...frame}>
      <article class="text">
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>
          <a href={`/petitions/${slug}?lang=${locale}`}>{petition}</a>
        </p>
        {log ? <Figures log={log} path={path} locale={locale} /> : <p class="notice">{t.notYet}</p>}
        <Points heading={t.howHeading} points={t.how} />
        <TreePicture locale={locale} />
        <h2>{t.verifyHeading}</h2>
        <p>
          {t.verify} <a href={verifierFile.path.replace(/\.[0-9a-f]{10}\./, '.')}>{t.download}</a>
        </p>
        <p class="lines" dir="ltr">
          <code>{`node demarche-verify.mjs ${publicUrl}/petitions/${slug}`}</code>
        </p>
        <h2>{t.receiptHeading}</h2>
        <p>
          {t.receipt} <a href={`${path}/check?lang=${locale}`}>{t.receiptLink}</a>
        </p>
        <Points heading={t.limitsHeading} points={t.limits} />
        {former.length > 0 && <Former logs={former} path={path} locale={locale} />}
      </article>
    </Layout>
  );
}

function Figures({ log, path, locale }: { log: PublicLog; path: string; locale: CountLogProps['locale'] }): VNode {
  const t = countLogTexts(locale);
  const { time } = timeIn(log.publishedAt, 'UTC', locale);
  const rows: [string, string | VNode][] = [
    [t.figures.signatures, number(log.counted, locale)],
    [t.figures.entries, number(log.size, locale)],
    [
      t.figures.published,
      <a href={`${path}/checkpoint`}>{`${longDate(utcDay(log.publishedAt), locale)}, ${time} UTC`}</a>,
    ],
    [t.figures.key, <code dir="ltr">{log.verifier.vkey}</code>],
    [t.figures.witnesses, log.witnesses.length > 0 ? log.witnesses.join(', ') : t.figures.nobody],
  ];
  return (
    <>
      {log.stoppedAt && <p class="error">{t.stopped({ date: longDate(utcDay(log.stoppedAt), locale) })}</p>}
      <dl class="details">
        {rows.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd class="lines">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const Former = ({
  logs,
  path,
  locale,
}: {
  logs: readonly PublicLog[];
  path: string;
  locale: CountLogProps['locale'];
}) => {
  const t = countLogTexts(locale);
  return (
    <section>
      <h2>{t.formerHeading}</h2>
      <ul>
        {logs.map(({ generation, origin, size, ended }) => (
          <li>
            <a href={`${path}/${generation}/checkpoint`} dir="ltr">
              {origin}
            </a>
            <br />
            {t.former({
              date: ended ? longDate(utcDay(ended.at), locale) : '',
              entries: number(size, locale),
              reason: ended?.reason ?? '',
            })}
          </li>
        ))}
      </ul>
    </section>
  );
};
