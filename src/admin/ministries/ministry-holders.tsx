import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import { ActionButton } from '../frame/action.js';
import { By, OriginOf, type MinistryShown } from './ministry-words.js';
import { Table } from '../frame/table.js';
import { OnDay } from '../frame/words.js';

/** Heads of the ministry, the latest term first. */
export const Holders = ({ staff, ministry, names }: MinistryShown): VNode => {
  const mayWrite = may(staff.role, 'letters:write');
  const { iso } = ministry.state;
  return (
    <section>
      <h2>Office holders</h2>
      {ministry.holders.length === 0 && <p class="notice">Nobody is known; letters are for the office.</p>}
      {ministry.holders.length > 0 && (
        <Table
          label="Office holders"
          columns={['Name', 'Title', 'In office', 'Last verified', 'Source', 'Entered by', 'Change']}
          rows={ministry.holders.map((holder) => ({
            cells: [
              `${holder.name} (${holder.gender})`,
              holder.title,
              <>
                <OnDay day={holder.validFrom} /> – <OnDay day={holder.validTo} />
              </>,
              <OnDay day={holder.checkedOn} />,
              <OriginOf {...holder} />,
              <By actor={holder.enteredBy} at={holder.enteredAt} names={names} />,
              holder.validTo === null && mayWrite && (
                <>
                  <ActionButton
                    staff={staff}
                    action={`/admin/ministries/${iso}/holders/${holder.id}/check`}
                    label="Still in office today"
                  />
                  <a href={`/admin/ministries/${iso}/holders/${holder.id}/end`}>End the term</a>
                </>
              ),
            ],
          }))}
        />
      )}
      {mayWrite && (
        <p>
          <a href={`/admin/ministries/${iso}/holders`}>Add an office holder</a>
        </p>
      )}
    </section>
  );
};
