import type { Stance } from '../../replies/answers/stances.values.js';
import type { Locale } from '../../platform/http/locale.js';

/** The words of the page that shows letters and answers. */
export interface AnswersTexts {
  title: string;
  lead: string;
  none: string;
  columns: { state: string; letters: string; answers: string };
  noAnswer: string;
  /** What an answer is taken to say */
  stance: Record<Stance, string>;
  how: string;
}

export const answersTexts: Record<Locale, AnswersTexts> = {
  en: {
    title: 'Letters and answers',
    lead: 'Whom we have written to, and what Governments answered, in their own words.',
    none: 'No letter has gone out yet.',
    columns: { state: 'State', letters: 'Our letters', answers: 'Answers' },
    noAnswer: 'No answer shown here.',
    stance: {
      supports: 'supports the question',
      reviewing: 'is examining it',
      rejects: 'does not share our view',
      refers_elsewhere: 'refers us to another authority',
      acknowledges_only: 'confirms receipt',
      question: 'asks us something',
      meeting_offered: 'offers a conversation',
    },
    how: 'Two people read every answer on their own; the reading beside a quotation is shown only when both say the same. Not every answer is published.',
  },
  fr: {
    title: 'Lettres et réponses',
    lead: 'À qui nous avons écrit, et ce que les gouvernements ont répondu, dans leurs propres mots.',
    none: 'Aucune lettre n’est encore partie.',
    columns: { state: 'État', letters: 'Nos lettres', answers: 'Réponses' },
    noAnswer: 'Aucune réponse affichée ici.',
    stance: {
      supports: 'est favorable',
      reviewing: 'examine la question',
      rejects: 'ne partage pas notre avis',
      refers_elsewhere: 'nous renvoie à une autre autorité',
      acknowledges_only: 'accuse réception',
      question: 'nous pose une question',
      meeting_offered: 'propose un entretien',
    },
    how: 'Deux personnes lisent chaque réponse séparément ; leur lecture n’est indiquée à côté d’une citation que si elle est la même. Toutes les réponses ne sont pas publiées.',
  },
  es: {
    title: 'Cartas y respuestas',
    lead: 'A quién hemos escrito y qué han respondido los gobiernos, en sus propias palabras.',
    none: 'Todavía no ha salido ninguna carta.',
    columns: { state: 'Estado', letters: 'Nuestras cartas', answers: 'Respuestas' },
    noAnswer: 'Aquí no se muestra ninguna respuesta.',
    stance: {
      supports: 'es favorable',
      reviewing: 'examina la cuestión',
      rejects: 'no comparte nuestra opinión',
      refers_elsewhere: 'nos remite a otra autoridad',
      acknowledges_only: 'acusa recibo',
      question: 'nos hace una pregunta',
      meeting_offered: 'ofrece una conversación',
    },
    how: 'Dos personas leen cada respuesta por separado; su lectura figura junto a una cita solo cuando ambas coinciden. No se publican todas las respuestas.',
  },
  uk: {
    title: 'Листи та відповіді',
    lead: 'Кому ми написали і що відповіли уряди, їхніми власними словами.',
    none: 'Жодного листа ще не надіслано.',
    columns: { state: 'Держава', letters: 'Наші листи', answers: 'Відповіді' },
    noAnswer: 'Тут відповідей немає.',
    stance: {
      supports: 'підтримує',
      reviewing: 'розглядає питання',
      rejects: 'не поділяє нашої думки',
      refers_elsewhere: 'відсилає до іншого органу',
      acknowledges_only: 'підтверджує отримання',
      question: 'ставить нам запитання',
      meeting_offered: 'пропонує розмову',
    },
    how: 'Кожну відповідь окремо читають двоє людей; їхнє прочитання стоїть біля цитати лише тоді, коли воно однакове. Публікуються не всі відповіді.',
  },
};
