import type { VNode } from 'preact';
import type { DemandDetail } from '../../campaigns/demands/demand-view.schema.js';
import { Table } from '../frame/table.js';
import { inWords, OnDay } from '../frame/words.js';

/** Each addressee with its status, letters and replies included whether they are public or not. */
export const AddresseeTable = ({ view }: { view: DemandDetail }): VNode => (
  <section>
    <h2>{view.addresseeCount === 1 ? 'Addressee' : `${view.addresseeCount} addressees`}</h2>
    <Table
      label="Addressees"
      columns={['Addressee', 'Status', 'Since', 'Done so far']}
      rows={view.addressees.map(({ iso, name, status, stance, since, sinceIn, metActs }) => ({
        cells: [
          iso === null ? name : <a href={`/admin/ministries/${iso}`}>{name}</a>,
          `${inWords(status)}${stance === null ? '' : ` (${inWords(stance)})`}`,
          since === null ? (sinceIn ?? '') : <OnDay day={since} />,
          metActs.map(inWords).join(', '),
        ],
      }))}
    />
  </section>
);
