import type { VNode } from 'preact';
import { shownIn, type ByLanguage } from '../../platform/texts/in-language.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

export interface CampaignsPageProps extends PublicFrame {
  campaigns: readonly { slug: string; names: ByLanguage }[];
}

/** The first page of an installation with several campaigns, or with none yet. */
export function CampaignsPage({ campaigns, ...frame }: CampaignsPageProps): VNode {
  const { locale } = frame;
  const t = texts(locale).campaigns;
  return (
    <Layout title={t.title} description={t.title} path="/" {...frame}>
      <h1>{t.title}</h1>
      {campaigns.length === 0 && <p class="lead">{t.none}</p>}
      {campaigns.length > 0 && (
        <ul>
          {campaigns.map(({ slug, names }) => (
            <li>
              <a href={`/campaigns/${slug}?lang=${locale}`}>{shownIn(names, locale)}</a>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}
