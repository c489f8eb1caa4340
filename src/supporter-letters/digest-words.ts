/** The text around a digest, in the languages letters are written in. Names and texts are printed as their writers gave them. */
export interface DigestWords {
  title: (reference: string) => string;
  /** What this is, how it came about, and what was not changed; a paragraph each. */
  about: readonly string[];
  here: (here: string, inAll: string) => string;
  more: (rest: string) => string;
  letter: (n: string) => string;
  nearly: string;
  /** Where a letter or a name has a character missing from all our fonts. */
  unprintable: string;
}

const words: Record<'en' | 'fr' | 'es', DigestWords> = {
  en: {
    title: (reference) => `Letters from supporters, enclosed with our letter ${reference}`,
    about: [
      'The writers asked us to pass these letters to your ministry with their name and country, and confirmed this from their own mailbox. Names and countries are as the writers state them.',
      'We have read the letters and left out those that were off the subject, abusive or unlawful. We have changed nothing in the others. They speak for their writers.',
      'Where several people sent the same text, it is printed once with their names under it.',
    ],
    here: (here, inAll) =>
      `Letters in this enclosure: ${here}. Letters waiting to be passed to you, these included: ${inAll}.`,
    more: (rest) => `${rest} more follow with our next letter.`,
    letter: (n) => `Letter ${n}`,
    nearly: 'Sent in nearly the same words by:',
    unprintable:
      'A code such as [U+20BB7] stands for a character that we could not print. The letter we hold has it as it was written.',
  },
  fr: {
    title: (reference) => `Lettres de signataires, jointes à notre lettre ${reference}`,
    about: [
      'Les auteurs nous ont demandé de transmettre ces lettres à votre ministère avec leur nom et leur pays, et l’ont confirmé depuis leur propre boîte aux lettres. Noms et pays sont ceux qu’ils déclarent.',
      'Nous avons lu les lettres et écarté celles qui étaient hors sujet, injurieuses ou illicites. Nous n’avons rien changé aux autres. Elles n’engagent que leurs auteurs.',
      'Lorsque plusieurs personnes ont envoyé le même texte, il est imprimé une fois, suivi de leurs noms.',
    ],
    here: (here, inAll) => `Lettres jointes : ${here}. Lettres à vous transmettre, celles-ci comprises : ${inAll}.`,
    more: (rest) => `Suivront avec notre prochaine lettre : ${rest}.`,
    letter: (n) => `Lettre ${n}`,
    nearly: 'Envoyée presque dans les mêmes termes par :',
    unprintable:
      'Un code comme [U+20BB7] remplace un caractère que nous n’avons pas pu imprimer. La lettre que nous conservons le contient tel qu’il a été écrit.',
  },
  es: {
    title: (reference) => `Cartas de simpatizantes, adjuntas a nuestra carta ${reference}`,
    about: [
      'Sus autores nos pidieron entregar estas cartas a su ministerio con su nombre y su país, y lo confirmaron desde su propio buzón. Nombres y países son los que ellos declaran.',
      'Hemos leído las cartas y apartado las ajenas al asunto, ofensivas o ilícitas. En las demás no hemos cambiado nada. Hablan por sus autores.',
      'Cuando varias personas enviaron el mismo texto, se imprime una vez con sus nombres debajo.',
    ],
    here: (here, inAll) => `Cartas adjuntas: ${here}. Cartas por entregarles, incluidas estas: ${inAll}.`,
    more: (rest) => `Con nuestra próxima carta seguirán: ${rest}.`,
    letter: (n) => `Carta ${n}`,
    nearly: 'Enviada casi con las mismas palabras por:',
    unprintable:
      'Un código como [U+20BB7] ocupa el lugar de un carácter que no pudimos imprimir. La carta que conservamos lo contiene tal como se escribió.',
  },
};

/** English where a letter language has no text of its own. */
export const digestWordsIn = (locale: string): DigestWords =>
  locale === 'fr' || locale === 'es' ? words[locale] : words.en;
