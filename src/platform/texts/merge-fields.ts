import { diffArrays } from 'diff';

/** A piece of the base that was replaced. */
interface Edit {
  from: number;
  to: number;
  by: string[];
}

function editsOf(base: readonly string[], changed: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let open: Edit | null = null;
  for (const { value, added, removed } of diffArrays([...base], [...changed])) {
    if (!added && !removed) {
      at += value.length;
      open = null;
      continue;
    }
    if (!open) edits.push((open = { from: at, to: at, by: [] }));
    if (added) open.by.push(...value);
    else open.to = at += value.length;
  }
  return edits;
}

const isSame = (one: Edit, other: Edit): boolean =>
  one.from === other.from && one.to === other.to && one.by.join('\n\n') === other.by.join('\n\n');

/** Both changes of a list, or null where they touch the same place in different ways. */
function mergeLists(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] | null {
  const ours = editsOf(base, mine);
  const others = editsOf(base, theirs).filter((edit) => !ours.some((own) => isSame(own, edit)));
  // Edits that touch are a conflict: nobody knows in which order two new blocks belong.
  if (others.some((edit) => ours.some((own) => own.from <= edit.to && edit.from <= own.to))) return null;
  const merged = [...base];
  for (const { from, to, by } of [...ours, ...others].sort((a, b) => b.from - a.from))
    merged.splice(from, to - from, ...by);
  return merged;
}

/** The fields of a form. */
export type Fields = Readonly<Record<string, string>>;

/** How the parts of a field are told apart: blocks between empty lines, requests in lines. Other fields are one part. */
const separators: Readonly<Record<string, string>> = { body: '\n\n', ask: '\n' };

export interface Merged {
  fields: Record<string, string>;
  /** Fields that both have changed in different ways; `fields` has mine. */
  conflicts: string[];
}

/** What I wrote and what somebody else wrote, both starting from the same text. */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): Merged {
  const conflicts: string[] = [];
  const fields = Object.fromEntries(
    Object.entries(mine).map(([name, own]) => {
      const [before = '', other = ''] = [base[name], theirs[name]];
      if (own === other || other === before) return [name, own];
      if (own === before) return [name, other];
      const separator = separators[name];
      const split = (text: string) => text.split(separator ?? '\n').filter((part) => part.trim() !== '');
      const merged = separator === undefined ? null : mergeLists(split(before), split(own), split(other));
      if (!merged) conflicts.push(name);
      return [name, merged?.join(separator) ?? own];
    }),
  );
  return { fields, conflicts };
}
