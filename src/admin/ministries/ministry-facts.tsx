import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import { ministryFields, ministryFieldWords, type MinistryField } from '../../ministries/ministries.values.js';
import { By, OriginOf, type MinistryShown } from './ministry-words.js';
import { Table } from '../frame/table.js';

/** Current values, with their sources. */
export const Facts = ({ staff, ministry, names }: MinistryShown): VNode => {
  return (
    <section>
      <h2>Facts</h2>
      <Table
        label="Facts"
        columns={['What', 'Value', 'Source', 'Entered by', 'Change']}
        rows={ministryFields.map((field) => {
          const fact = ministry.facts[field];
          return {
            cells: [
              ministryFieldWords[field],
              fact ? <span class="lines">{fact.value}</span> : 'not known',
              fact && <OriginOf {...fact} />,
              fact && <By actor={fact.enteredBy} at={fact.enteredAt} names={names} />,
              may(staff.role, 'letters:write') && (
                <a
                  href={`/admin/ministries/${ministry.state.iso}/facts?field=${field}`}
                  aria-label={`Enter: ${ministryFieldWords[field]}`}
                >
                  Enter
                </a>
              ),
            ],
          };
        })}
      />
    </section>
  );
};

/** Earlier values. */
export const History = ({ ministry, names }: MinistryShown): VNode | null => {
  const earlier = ministry.history.filter(({ id, field }) => ministry.facts[field as MinistryField]?.id !== id);
  if (earlier.length === 0) return null;
  return (
    <section>
      <h2>Earlier facts</h2>
      <Table
        label="Earlier facts"
        columns={['What', 'Value', 'Source', 'Entered by']}
        rows={earlier.map((fact) => ({
          cells: [
            // A field that a later release gave up keeps its history.
            ministryFieldWords[fact.field as MinistryField] ?? fact.field,
            <span class="lines">{fact.value}</span>,
            <OriginOf {...fact} />,
            <By actor={fact.enteredBy} at={fact.enteredAt} names={names} />,
          ],
        }))}
      />
    </section>
  );
};
