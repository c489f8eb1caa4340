import type { PetitionText } from '../petitions.schema.js';

type Sections = PetitionText['sections'];

/** Sections as one text to edit: a heading is a line that begins with `## `, an empty line ends a paragraph. */
export const bodyOf = (sections: Sections): string =>
  sections.map(({ heading, paragraphs }) => [`## ${heading}`, ...paragraphs].join('\n\n')).join('\n\n');

/** The sections of such a text. What stands before the first heading gets an empty one. */
export function sectionsIn(body: string): Sections {
  const sections: Sections = [];
  let paragraph: string[] = [];
  const end = (): void => {
    if (paragraph.length > 0) (sections.at(-1) ?? open('')).paragraphs.push(paragraph.join(' '));
    paragraph = [];
  };
  const open = (heading: string): Sections[number] => {
    const section = { heading, paragraphs: [] };
    sections.push(section);
    return section;
  };
  for (const line of body.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('##')) end();
    if (line.startsWith('##')) open(line.slice(2).trim());
    else if (line !== '') paragraph.push(line);
  }
  end();
  return sections;
}
