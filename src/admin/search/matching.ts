/** Without accents, capitals and punctuation: what people type from memory. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Those of which every word typed begins a word, the best first: what begins with all that was typed, then in their own order. */
export function matching<One>(typed: string, all: readonly One[], textsOf: (one: One) => readonly string[]): One[] {
  const wanted = folded(typed);
  if (wanted === '') return [];
  const words = wanted.split(' ');
  const found = all.flatMap((one) => {
    const texts = textsOf(one).map(folded);
    const text = ` ${texts.join(' ')}`;
    if (!words.every((word) => text.includes(` ${word}`))) return [];
    return [{ one, begins: texts.some((each) => each.startsWith(wanted)) }];
  });
  return [...found.filter(({ begins }) => begins), ...found.filter(({ begins }) => !begins)].map(({ one }) => one);
}
