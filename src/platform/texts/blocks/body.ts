/** Blocks under a heading; what stands before the first heading has an empty one. */
export interface Section {
  heading: string;
  paragraphs: string[];
}

type Sections = Section[];

/** Sections as one text to edit: a heading is a line that begins with `## `, an empty line ends a block. */
export const bodyOf = (sections: Sections): string =>
  sections.map(({ heading, paragraphs }) => [`## ${heading}`, ...paragraphs].join('\n\n')).join('\n\n');

type Kind = 'text' | 'list' | 'numbers' | 'quotation';

/** What a line begins, or goes on with. */
function kindOf(line: string, open: Kind | null): Kind {
  if (/^[-*+] /.test(line)) return 'list';
  if (/^1[.)] /.test(line) || (open === 'numbers' && /^\d{1,9}[.)] /.test(line))) return 'numbers';
  if (line.startsWith('>')) return 'quotation';
  return open ?? 'text';
}

/** The sections of such a text. Lines of a paragraph are joined; what stands before the first heading gets an empty one. */
export function sectionsIn(body: string): Sections {
  const sections: Sections = [];
  let block: string[] = [];
  let kind: Kind | null = null;
  const begin = (heading: string): Sections[number] => {
    const section = { heading, paragraphs: [] };
    sections.push(section);
    return section;
  };
  const end = (): void => {
    if (block.length > 0) (sections.at(-1) ?? begin('')).paragraphs.push(block.join(kind === 'text' ? ' ' : '\n'));
    [block, kind] = [[], null];
  };
  for (const line of body.split('\n').map((one) => one.trim())) {
    const isHeading = line.startsWith('##');
    if (line === '' || isHeading) end();
    if (isHeading) begin(line.slice(2).trim());
    if (line === '' || isHeading) continue;
    const next = kindOf(line, kind);
    if (kind !== null && next !== kind) end();
    kind = next;
    block.push(line);
  }
  end();
  return sections;
}
