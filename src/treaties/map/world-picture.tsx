import type { VNode } from 'preact';
import { dotRadius } from './dots.js';
import { fillClass, outlined, palettes, type MapFill } from './palette.js';
import { shadePalettes } from './shades.js';
import { loadWorld } from './world.js';

export interface WorldPictureProps {
  entries: readonly { iso3: string; fill: MapFill }[];
  place: { x: number; y: number; width: number; height: number };
}

/** Width by height of the world. */
export const worldRatio = (): number => loadWorld().world.width / loadWorld().world.height;

/** The colours of the map for a file of its own. */
export const worldStyle = (): string =>
  [
    ...Object.entries({ ...palettes.light.fills, ...shadePalettes.light }).map(
      ([fill, colour]) => `  .p-${fill} { fill: ${colour}; }`,
    ),
    `  .borders { fill: none; stroke: ${palettes.light.line}; stroke-width: 0.5px; }`,
    `  .rim { fill: none; stroke: ${palettes.light.edge}; stroke-width: 0.7px; }`,
    `  circle { stroke: ${palettes.light.edge}; stroke-width: 0.3px; }\n`,
  ].join('\n');

/** The same as `WorldMap` with every shape inside: a file of its own loads no other. */
export function WorldPicture({ entries, place }: WorldPictureProps): VNode {
  const { world, byCode } = loadWorld();
  const fills = new Map(entries.map(({ iso3, fill }) => [iso3, fill]));
  const rims = entries.filter(({ fill }) => outlined.some((one) => one === fill));
  return (
    <svg viewBox={`0 0 ${world.width} ${world.height}`} {...place}>
      {world.shapes
        .filter(({ d }) => d !== '')
        .map(({ a3, d }) => (
          <path d={d} class={fillClass(fills.get(a3) ?? 'none')} />
        ))}
      <path d={world.borders} class="borders" />
      {rims.map(({ iso3 }) => (
        <path d={byCode.get(iso3)?.d ?? ''} class="rim" />
      ))}
      {entries.map(({ iso3, fill }) => {
        const dot = byCode.get(iso3)?.dot;
        return dot && <circle cx={dot.x} cy={dot.y} r={dotRadius} class={fillClass(fill)} />;
      })}
    </svg>
  );
}
