import type { VNode } from 'preact';
import { conventionCodes } from '../../treaties/position.status.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { factsTexts } from '../texts.js';
import { Layout } from './layout.js';
import { useSite } from './site-frame.js';
import type { PublicFrame } from './public-frame.js';

/** Downloads with their licence. */
export function DataPage({ locale, ...frame }: PublicFrame): VNode {
  const t = factsTexts(locale).data;
  const links: [string, string][] = [
    ['/api/v1/states?format=csv', t.states],
    ...conventionCodes.map((code): [string, string] => [
      `/api/v1/conventions/${code}/positions?format=csv`,
      t.positions({ convention: code }),
    ]),
    ...conventionCodes.map((code): [string, string] => [
      `/api/v1/conventions/${code}/events?format=csv`,
      t.events({ convention: code }),
    ]),
    ['/api/v1/claims?format=csv', t.claims],
    ['/api/v1/demands?format=csv', demandTexts(locale).csv],
  ];
  const json = [
    '/api/v1/states',
    ...conventionCodes.map((code) => `/api/v1/conventions/${code}/positions`),
    '/api/v1/claims',
    '/api/v1/demands',
    '/api/openapi.json',
  ];
  return (
    <Layout locale={locale} title={t.title} description={t.lead} path="/data" {...frame}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ul>
        {links.map(([path, label]) => (
          <li>
            <a href={`${path}&lang=${locale}`}>{label}</a>
          </li>
        ))}
        {conventionCodes.map((code) => (
          <li>
            <a href={`/map/${code}.svg`}>{`${code}: SVG`}</a>
          </li>
        ))}
      </ul>
      <h2>{t.json}</h2>
      <ul>
        {json.map((path) => (
          <Address path={path} />
        ))}
        <LogAddress />
      </ul>
      <h2>{t.licenceHeading}</h2>
      <p>
        {t.licence} <a href="https://opendatacommons.org/licenses/odbl/1-0/">ODbL 1.0</a>
      </p>
      <p>{t.map}</p>
      <p>{t.noWarranty}</p>
    </Layout>
  );
}

const Address = ({ path }: { path: string }): VNode => (
  <li>
    <a href={path}>
      <code dir="ltr">{path}</code>
    </a>
  </li>
);

/** The log of the site's petition. */
function LogAddress(): VNode | null {
  const { petition } = useSite();
  return petition === null ? null : <Address path={`/api/v1/petitions/${petition}/log`} />;
}
