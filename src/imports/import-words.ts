/** Words for yes and no, in the languages whose column names are guessed, and some more. */
const yesWords = [
  'yes|y|true|1|x|✓|✔|☑|on|ok|okay|checked|ticked|subscribed|subscribe|opted in|opt in|agree|agreed|accepted',
  "oui|o|vrai|d'accord|si|s|verdadero|acepto|так|т|істина|згоден|згодна|ja|j|wahr|vero|sim|verdadeiro|tak|prawda|да|д|истина",
  'ano|pravda|áno|da|adevărat|evet|doğru|igen|igaz|kyllä|tosi|sant|sand|sann|waar|ναι|αληθής|نعم|はい|是|예',
];
const noWords = [
  'no|n|false|0|-|–|—|✗|✘|☐|off|none|n/a|unchecked|unsubscribed|opted out|opt out',
  'non|faux|falso|ні|н|хибність|nein|falsch|não|nie|fałsz|нет|ложь',
  'ne|nepravda|nu|fals|hayır|yanlış|nem|hamis|ei|epätosi|nej|nei|falskt|falsk|usann|nee|onwaar|όχι|ψευδής|لا|いいえ|否|不|아니오',
];
/** Suffixes that do not change the meaning. */
const polite = /^(.+?)[,.!]? (?:please|thanks|thank you|merci|gracias|por favor|bitte|danke|дякую|будь ласка)[.!]?$/;

/** Ignores case, accents of Latin letters and typographic apostrophes. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ς', 'σ')
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .trim();

const setOf = (words: readonly string[]): Set<string> => new Set(words.flatMap((line) => line.split('|')).map(plain));
const yes = setOf(yesWords);
const no = setOf(noWords);

/** Null for neither. Empty is a no. */
export function yesOrNo(text: string): boolean | null {
  const typed = plain(text.slice(0, 100));
  if (typed === '') return false;
  // `1.0` is how some programs write a 1.
  const word = /^[01][.,]0+$/.test(typed) ? typed.slice(0, 1) : (polite.exec(typed)?.[1] ?? typed);
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}
