import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { menuFor } from './menu.js';
import { waitingOf } from './waiting-counts.js';
import { number } from './words.js';

interface Props {
  staff: SignedIn;
  /** The entry of the page. */
  path: string | undefined;
  /** Whether the page is a part of what the entry shows, not the entry itself. */
  below: boolean;
}

/**
 * The menu of what this person may do. On a narrow screen it is out of sight until it is unfolded: `details` and `nav` stand side by side, so that a wide
 * screen can show the menu whether or not it is unfolded, in every browser and without a script.
 */
export function SideMenu({ staff, path, below }: Props): VNode {
  const waiting = waitingOf(staff);
  const groups = menuFor(staff).map(({ label, entries }) => ({
    label,
    entries: entries.map((entry) => ({ ...entry, waits: waiting[entry.path] ?? 0 })),
  }));
  const sum = (entries: readonly { waits: number }[]): number => entries.reduce((total, { waits }) => total + waits, 0);
  return (
    <>
      <details class="menu-fold">
        <summary>
          Menu <Badge waits={sum(groups.flatMap(({ entries }) => entries))} />
        </summary>
      </details>
      <nav class="side" aria-label="Staff pages">
        {groups.map(({ label, entries }) => (
          <details open={entries.some((entry) => entry.path === path)}>
            <summary>
              {label} <Badge waits={sum(entries)} />
            </summary>
            <ul>
              {entries.map((entry) => (
                <li>
                  <a href={entry.path} aria-current={entry.path === path ? (below ? 'true' : 'page') : undefined}>
                    {entry.label} <Badge waits={entry.waits} />
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </nav>
    </>
  );
}

const Badge = ({ waits }: { waits: number }): VNode | null =>
  waits === 0 ? null : (
    <span class="badge">
      {waits > 99 ? '99+' : number(waits)}
      <span class="unseen"> waiting</span>
    </span>
  );
