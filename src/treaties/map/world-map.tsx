import type { VNode } from 'preact';
import { dotRadius } from './dots.js';
import { fillClass, outlined, type MapFill } from './palette.js';
import { loadWorld } from './world.js';

export interface MapEntry {
  /** ISO 3166-1 alpha-3 and alpha-2. */
  iso3: string;
  iso: string;
  /** Where the state leads; on a map without links, the table beside it says the same */
  href?: string;
  /** The state's name and the meaning of its colour: `Ukraine: Party since 1 June 2006`. */
  label: string;
  fill: MapFill;
  /** Outlined in a colour of its own: the State makes a claim about its position. */
  rim?: boolean;
}

export interface WorldMapProps {
  /** Path of the file with the geometry */
  shapes: string;
  entries: readonly MapEntry[];
  title: string;
  /** Id of the text that explains the map: the legend, or the equivalent table. */
  describedBy?: string;
  /** Skip link past the 199 links for keyboard users. */
  skip?: { href: string; label: string };
}

/**
 * Every state in its colour, as a link where it leads somewhere. The geometry is in a file of its own; the page only names the shapes. States drawn as dots come last, in the
 * order of the page as well, because later elements are painted on top.
 */
export function WorldMap({ shapes, entries, title, describedBy, skip }: WorldMapProps): VNode {
  const { world, byCode } = loadWorld();
  const states = new Set(entries.map(({ iso3 }) => iso3));
  const areas = world.shapes.filter(({ a3, d }) => d !== '' && !states.has(a3));
  const isDot = ({ iso3 }: MapEntry) => Boolean(byCode.get(iso3)?.dot);
  const isOutlined = (fill: MapFill): boolean => outlined.some((one) => one === fill);
  const rims = entries.filter((entry) => (entry.rim || isOutlined(entry.fill)) && byCode.get(entry.iso3)?.d);
  return (
    <div class="map">
      {skip && (
        <a class="skip" href={skip.href}>
          {skip.label}
        </a>
      )}
      <svg
        viewBox={`0 0 ${world.width} ${world.height}`}
        role={entries.some(({ href }) => href !== undefined) ? 'group' : 'img'}
        aria-label={title}
        aria-describedby={describedBy}
      >
        {areas.map(({ a3 }) => (
          <use href={`${shapes}#${a3}`} class={fillClass('none')} />
        ))}
        {entries.filter((entry) => !isDot(entry)).map((entry) => State(entry, shapes))}
        <use href={`${shapes}#borders`} class="borders" />
        {rims.map(({ iso3, rim }) => (
          <use href={`${shapes}#${iso3}`} class={rim ? 'rim claim' : 'rim'} />
        ))}
        {entries.filter(isDot).map((entry) => State(entry, shapes))}
      </svg>
    </div>
  );
}

function State({ iso3, iso, href, label, fill }: MapEntry, shapes: string): VNode {
  const shape = loadWorld().byCode.get(iso3);
  const colour = fillClass(fill);
  const drawn = (
    <>
      <title>{label}</title>
      {shape?.d && <use href={`${shapes}#${iso3}`} class={colour} />}
      {shape?.dot && <circle cx={shape.dot.x} cy={shape.dot.y} r={dotRadius} class={colour} />}
    </>
  );
  if (href === undefined) return <g data-iso={iso}>{drawn}</g>;
  return (
    <a href={href} aria-label={label} data-iso={iso}>
      {drawn}
    </a>
  );
}

/** Legend of the colours. `text` may include the number of states. */
export function Legend({ items }: { items: readonly { fill: MapFill; text: string; rim?: boolean }[] }): VNode {
  return (
    <ul class="legend">
      {items.map(({ fill, text, rim }) => (
        <li>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <rect
              x="1"
              y="1"
              width="14"
              height="14"
              rx="2"
              class={rim ? `${fillClass(fill)} claim` : fillClass(fill)}
            />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
