import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PetitionTotals } from '../../lists/supporter-list.service.js';
import { noticeWords, type Notice } from '../../platform/notices.js';
import type { DashboardFigures } from './dashboard.js';
import { Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';
import type { FirstStep } from './first-day.js';
import { FirstDayList } from './first-day-list.js';
import { Moves, PlanToday } from './overview-plan.js';
import { SignatureCharts } from './overview-signatures.js';
import { number } from '../frame/words.js';
import { WaitingList } from './waiting-list.js';

export interface OverviewProps {
  staff: SignedIn;
  petitions: PetitionTotals[];
  /** Titles of the petitions by slug. */
  titles: ReadonlyMap<string, string>;
  /** Null for those who may not read the plan. */
  figures: DashboardFigures | null;
  /** Configuration problems that showed up in requests. */
  notices: readonly Notice[];
  waiting: Parameters<typeof WaitingList>[0];
  /** Null for those who do not set the installation up, and once that is done. */
  firstDay: readonly FirstStep[] | null;
}

/** The start of a working day: what waits for the person, the plan, and each petition with its statistics. */
export function OverviewPage(props: OverviewProps): VNode {
  const { staff, petitions, titles, figures, notices, waiting, firstDay } = props;
  return (
    <Layout title="Overview" staff={staff} path="/admin">
      <WaitingList {...waiting} />
      {notices.map(({ code, times }) => (
        <p class="notice">
          For the operator of this server: {noticeWords[code].says} ({number(times)} times this week).{' '}
          {noticeWords[code].remedy}
        </p>
      ))}
      <div class="desk">
        {firstDay && <FirstDayList steps={firstDay} />}
        {figures && <PlanToday board={figures.board} />}
      </div>
      {petitions.length > 0 && <Petitions staff={staff} petitions={petitions} titles={titles} />}
      {figures && petitions.length > 0 && <SignatureCharts figures={figures} totals={petitions} />}
      {figures && <Moves figures={figures} />}
    </Layout>
  );
}

function Petitions({ staff, petitions, titles }: Pick<OverviewProps, 'staff' | 'petitions' | 'titles'>): VNode {
  const reads = may(staff.role, 'supporters:read');
  return (
    <div class="scroll" role="region" aria-label="Signatures per petition" tabindex={0}>
      <table class="list">
        <caption class="quiet">
          Signatures per petition. <Term word="waiting">Waiting</Term>: not confirmed yet.{' '}
          <Term word="shadowed">Shadowed</Term>: doubted by a check until its owner confirms, or{' '}
          <Term word="quarantined" /> by staff.
        </caption>
        <thead>
          <tr>
            <th scope="col">Petition</th>
            <th scope="col">Confirmed</th>
            <th scope="col">Waiting</th>
            <th scope="col">Shadowed</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {petitions.map(({ slug, confirmed, pending, shadowed }) => (
            <tr>
              <th scope="row">{titles.get(slug) ?? slug}</th>
              <td>{number(confirmed)}</td>
              <td>{number(pending)}</td>
              <td>{number(shadowed)}</td>
              <td>
                {reads && <a href={`/admin/petitions/${slug}/supporters`}>Supporters</a>}{' '}
                {may(staff.role, 'plan:read') && <a href={`/admin/petitions/${slug}/figures`}>Figures</a>}{' '}
                {may(staff.role, 'plan:read') && <a href={`/admin/petitions/${slug}/text`}>Text</a>}{' '}
                <a href={`/petitions/${slug}`}>Public page</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
