import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { pictureFile } from '../../platform/charts/picture.js';
import type { LetterFates } from '../../replies/answers/letter-fates.service.js';
import { letterFates, type LetterFate } from '../../replies/answers/letter-fates.values.js';
import { fillClass, type Fill } from '../../treaties/map/palette.js';
import { Legend, WorldMap } from '../../treaties/map/world-map.js';
import { WorldPicture, worldRatio, worldStyle } from '../../treaties/map/world-picture.js';
import { Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { capital, OnDay } from '../frame/words.js';

type Fates = Awaited<ReturnType<LetterFates['of']>>;

const looks: Record<LetterFate, { fill: Fill; text: string }> = {
  not_written: { fill: 'not_party', text: 'not written to' },
  waiting: { fill: 'signatory', text: 'not sent yet' },
  no_address: { fill: 'notice_running', text: 'no verified address' },
  bounced: { fill: 'withdrawn', text: 'came back' },
  sent: { fill: 'contracting', text: 'sent, no reply yet' },
  replied: { fill: 'party', text: 'replied' },
};
const title = 'Letters by State';

const legendOf = ({ counts }: Fates) =>
  letterFates.map((fate) => ({ fill: looks[fate].fill, text: `${looks[fate].text}: ${counts[fate]}` }));

/** States by what became of the newest letter to each. */
export function LetterFiguresPage({ staff, fates }: { staff: SignedIn; fates: Fates }): VNode {
  const written = fates.states.filter(({ fate }) => fate !== 'not_written');
  return (
    <Layout title={title} staff={staff} path="/admin/answers" crumbs={[]}>
      <nav class="buttons" aria-label="Other pages about letters">
        <a href="/admin/runs">Letters</a>
        <a href="/admin/answers">Answers</a>
      </nav>
      <p class="quiet">
        What became of the newest letter to each State. Whether a letter was opened is not known: nothing in it tells
        us.
      </p>
      <figure class="map-figure">
        <WorldMap
          shapes="/assets/world.svg"
          title="States by what became of the newest letter"
          skip={{ href: '#letters-table', label: 'Skip the map' }}
          entries={fates.states.map(({ iso, iso3, name, fate }) => ({
            iso,
            iso3,
            fill: looks[fate].fill,
            href: `/admin/answers/${iso}`,
            label: `${name}: ${looks[fate].text}`,
          }))}
        />
        <figcaption>
          <Legend items={legendOf(fates)} />
        </figcaption>
      </figure>
      <p class="downloads">
        <a href="/admin/letters/figures/by-state.svg">Picture (SVG)</a>
        <a href="/admin/letters/figures/by-state.csv">Table (CSV)</a>
      </p>
      <div id="letters-table" tabindex={-1}>
        {written.length === 0 ? (
          <p class="notice">No letters yet.</p>
        ) : (
          <Table
            label={title}
            columns={['State', 'Newest letter', 'Sent on']}
            rows={written.map(({ iso, name, fate, sentOn }) => ({
              mark: fate === 'bounced' || fate === 'no_address' ? 'warn' : undefined,
              cells: [<a href={`/admin/answers/${iso}`}>{name}</a>, capital(looks[fate].text), <OnDay day={sentOn} />],
            }))}
          />
        )}
      </div>
    </Layout>
  );
}

/** Every State, for the download. */
export const fateTable = ({ states }: Fates) => ({
  columns: ['State', 'Code', 'Newest letter', 'Sent on'],
  rows: states.map(({ name, iso, fate, sentOn }) => [name, iso, looks[fate].text, sentOn ?? ''] as const),
});

export const fatePicture = (fates: Fates, notes: readonly string[]): string =>
  pictureFile({
    title,
    notes,
    entries: legendOf(fates).map(({ fill, text }) => ({ sign: fillClass(fill), text })),
    ratio: worldRatio(),
    style: worldStyle(),
    draw: (place) => (
      <WorldPicture entries={fates.states.map(({ iso3, fate }) => ({ iso3, fill: looks[fate].fill }))} place={place} />
    ),
  });
