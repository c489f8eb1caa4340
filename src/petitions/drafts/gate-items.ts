import type { Fault } from '../../platform/errors.js';
import { localeName } from '../../platform/http/locale.js';
import type { ClaimObstacle } from '../../claims/claims.service.js';
import type { Theme } from '../../campaigns/theme/theme.schema.js';
import { leastContrast, ratioWords, weakestOn } from '../../campaigns/theme/theme.values.js';
import { obstacleSentence } from '../../claims/claim.status.js';
import type { PetitionForm } from '../form/petition-form.schema.js';
import { isTooLong, longestLink, type LinkCheck } from '../links/link-checks.service.js';
import type { GateItem, GateKey } from './gate.values.js';

export const item = (key: GateKey, faults: Fault[], failing: 'failed' | 'open' = 'failed'): GateItem => ({
  key,
  state: faults.length === 0 ? 'passed' : failing,
  faults,
});

export const claimFaults = (obstacles: readonly ClaimObstacle[]): Fault[] =>
  obstacles.map(({ key, obstacle }) => ({
    pointer: `/claims/${key}`,
    code: 'claim.not_usable',
    detail: `claim ${key} may not be used: ${obstacle === 'unknown' ? 'there is no such claim' : obstacleSentence[obstacle]}`,
  }));

const shown = (address: string): string => (address.length > 200 ? `${address.slice(0, 200)}…` : address);

/** @param checks what is known of the links */
export function linkItem(addresses: readonly string[], checks: readonly LinkCheck[]): GateItem {
  const known = new Map(checks.map((check) => [check.address, check]));
  const words: Record<string, string> = {
    gone: 'leads to a page that does not exist',
    unknown_host: 'leads to a host that does not exist',
    not_public: 'leads to no address of the open internet',
  };
  const broken: Fault[] = [];
  const open: Fault[] = [];
  for (const address of addresses) {
    const check = known.get(address);
    const detail = words[check?.outcome ?? ''];
    const add = (list: Fault[], code: string, said: string) =>
      list.push({ pointer: '/links', code, detail: `${shown(address)} ${said}` });
    if (isTooLong(address)) add(broken, 'link.too_long', `is longer than ${longestLink} characters`);
    else if (detail) add(broken, 'link.broken', detail);
    else if (!check) add(open, 'link.unchecked', 'has not been tried');
    else if (check.outcome === 'unclear') add(open, 'link.unclear', 'gave no clear answer when it was tried');
  }
  return broken.length > 0 ? item('links', [...broken, ...open]) : item('links', open, 'open');
}

/** Colours that were chosen before the pages changed, or came with a file. */
export const colourFaults = ({ onLight, onDark }: Pick<Theme, 'onLight' | 'onDark'>): Fault[] =>
  (
    [
      ['light', onLight],
      ['dark', onDark],
    ] as const
  ).flatMap(([kind, colour]) => {
    const ratio = colour === null ? Infinity : weakestOn(colour, kind);
    if (ratio >= leastContrast) return [];
    const detail = `the colour on ${kind} pages has a contrast of ${ratioWords(ratio)}; ${leastContrast}:1 is needed`;
    return [{ pointer: '/theme', code: 'theme.contrast', detail }];
  });

/** What the form and the emails say in some of the languages the text has, but not in all. */
export function formFaults(form: PetitionForm, offered: readonly string[]): Fault[] {
  const parts: [string, Record<string, string> | undefined][] = [
    ['thank-you page', form.thanks],
    ['email', form.mail],
    ...(form.questions ?? []).flatMap(({ key, label, purpose, options = [] }): [string, Record<string, string>][] => [
      [`question ${key.slice(1)}`, label],
      [`purpose of question ${key.slice(1)}`, purpose],
      ...options.map((option): [string, Record<string, string>] => [
        `options of question ${key.slice(1)}`,
        option.label,
      ]),
    ]),
  ];
  const faults = parts.flatMap(([name, texts]) =>
    texts === undefined
      ? []
      : offered
          .filter((locale) => texts[locale] === undefined)
          .map((locale) => ({
            pointer: '/settings',
            code: 'petition.not_translated',
            detail: `the ${name} of the settings is missing in ${localeName(locale)}`,
          })),
  );
  return faults.filter(({ detail }, index) => faults.findIndex((one) => one.detail === detail) === index);
}
