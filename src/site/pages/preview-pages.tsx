import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PreviewPart } from '../../petitions/previews/previews.schema.js';
import { longDate } from '../../platform/texts/in-words.js';
import { previewTexts } from '../texts.js';
import { Layout } from './layout.js';

const shown = ['page', 'mail', 'thanks', 'card'] as const;

export interface PreviewFrame {
  locale: Locale;
  /** Without its last segment, which names the part */
  base: string;
  part: PreviewPart;
  /** Until when the link works; null for staff, who need none */
  until: string | null;
}

/** Says on every page that it is not public, and leads to the other parts. */
export function PreviewBar({ locale, base, part, until }: PreviewFrame): VNode {
  const t = previewTexts(locale);
  return (
    <div class="notice preview">
      <p>
        <strong>{t.banner}</strong> {until !== null && t.until({ date: longDate(until, locale) })}
      </p>
      <nav class="parts" aria-label={t.nav}>
        <ul>
          {shown.map((name) => (
            <li>
              <a href={`${base}/${name}?lang=${locale}`} aria-current={name === part ? 'page' : undefined}>
                {t[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

/** The email: as most programs show it, and its text. */
export function MailPreviewPage({ mail, ...frame }: PreviewFrame & { mail: { subject: string; text: string } }): VNode {
  const { locale, base } = frame;
  const t = previewTexts(locale);
  return (
    <Layout locale={locale} title={t.mail} path={`${base}/mail`} preview={<PreviewBar {...frame} />}>
      <h1>{t.mail}</h1>
      <p class="lead">{t.subject({ subject: mail.subject })}</p>
      <h2>{t.html}</h2>
      <iframe class="mail" src={`${base}/mail-html?lang=${locale}`} title={t.html} sandbox=""></iframe>
      <h2>{t.text}</h2>
      <pre class="card lines">{mail.text}</pre>
    </Layout>
  );
}

/** The picture that is shown where the petition is shared. */
export function CardPreviewPage({ image, title, ...frame }: PreviewFrame & { image: string; title: string }): VNode {
  const { locale, base } = frame;
  const t = previewTexts(locale);
  return (
    <Layout locale={locale} title={t.card} path={`${base}/card`} preview={<PreviewBar {...frame} />}>
      <h1>{t.card}</h1>
      <p class="lead">{title}</p>
      <figure class="picture">
        <img src={image} width={1200} height={630} alt={t.cardAlt} />
      </figure>
    </Layout>
  );
}
