import type { Locale } from '../../platform/http/locale.js';

/** The words of the page that verifies a letter. */
export const verifyLetterTexts: Record<
  Locale,
  { title: string; ours: (state: string, day: string) => string; hash: string; unknown: string }
> = {
  en: {
    title: 'Letter',
    ours: (state, day) => `This letter is ours. It went to the foreign ministry of: ${state}, on ${day}.`,
    hash: 'SHA-256 of its subject and text, as printed beside the code:',
    unknown: 'No letter of ours with this reference has gone out.',
  },
  fr: {
    title: 'Lettre',
    ours: (state, day) =>
      `Cette lettre est de nous. Elle a été envoyée au ministère des Affaires étrangères de l’État suivant : ${state}, le ${day}.`,
    hash: 'SHA-256 de son objet et de son texte, tel qu’imprimé à côté du code :',
    unknown: 'Aucune lettre de notre part ne porte cette référence.',
  },
  es: {
    title: 'Carta',
    ours: (state, day) =>
      `Esta carta es nuestra. Se envió al ministerio de Asuntos Exteriores del siguiente Estado: ${state}, el ${day}.`,
    hash: 'SHA-256 de su asunto y texto, como está impreso junto al código:',
    unknown: 'No ha salido ninguna carta nuestra con esta referencia.',
  },
  uk: {
    title: 'Лист',
    ours: (state, day) =>
      `Це наш лист. Його надіслано до міністерства закордонних справ такої держави: ${state}, ${day}.`,
    hash: 'SHA-256 його теми й тексту, як надруковано поруч із кодом:',
    unknown: 'Нашого листа з цим номером надіслано не було.',
  },
};
