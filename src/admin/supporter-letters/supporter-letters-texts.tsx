import type { VNode } from 'preact';
import type { ModeratedLetter, ModerationGroup, QueueStatus } from '../../supporter-letters/moderation.service.js';
import { utcDay } from '../../platform/clock.js';
import { markOf } from './supporter-letters-actions.js';
import { Table } from '../frame/table.js';
import { longDay } from '../frame/words.js';
import { countryName } from '../../platform/http/country-names.js';

interface TextsProps {
  group: ModerationGroup;
  status: QueueStatus;
  names: ReadonlyMap<string, string>;
}

/** Every text of a group once, with everybody who sent exactly it. */
export function LetterTexts({ group, status, names }: TextsProps): VNode {
  const texts = new Map<string, ModeratedLetter[]>();
  for (const letter of group.letters) texts.set(letter.fingerprint, [...(texts.get(letter.fingerprint) ?? []), letter]);
  return (
    <>
      {[...texts.values()].map((letters) => (
        <>
          <details open={texts.size === 1}>
            <summary>{`Text of letter ${markOf(letters[0]?.id ?? '')}`}</summary>
            <p class="lines" dir="auto" lang={letters[0]?.locale}>
              {letters[0]?.text}
            </p>
          </details>
          <Table
            label={`Who sent letter ${markOf(letters[0]?.id ?? '')}`}
            columns={['Letter', 'Name', 'Country', 'Written', 'Alike', 'Noticed', 'Decision']}
            rows={letters.map((letter) => ({
              mark: letter.flagRule === null ? undefined : 'warn',
              cells: [
                markOf(letter.id),
                <bdi>{letter.name}</bdi>,
                countryName(letter.country, 'en'),
                longDay(utcDay(letter.writtenAt)),
                <Nearest letter={letter} status={status} />,
                letter.flagRule?.replaceAll('_', ' ') ?? '',
                [
                  letter.reason?.replaceAll('_', ' '),
                  letter.decidedBy && (names.get(letter.decidedBy) ?? letter.decidedBy),
                ]
                  .filter(Boolean)
                  .join(', '),
              ],
            }))}
          />
        </>
      ))}
      {group.more > 0 && <p>{`${group.more} more of this group are shown when these are decided.`}</p>}
    </>
  );
}

const Nearest = ({ letter: { nearest }, status }: { letter: ModeratedLetter; status: QueueStatus }): VNode | null =>
  nearest && (
    <a href={`/admin/supporter-letters?status=${status}${nearest.groupId === null ? '' : `&group=${nearest.groupId}`}`}>
      {`${nearest.similarity} % like letter ${markOf(nearest.id)}`}
    </a>
  );
