import type { Locale } from '../platform/http/locale.js';
import type { PersonalLetterStatus, RejectionReason } from './personal-letters.status.js';

/** What became of a letter, and why, as its writer reads it. */
export interface StandingWords {
  status: Record<PersonalLetterStatus, string>;
  reason: Record<RejectionReason, string>;
}

export const standingWords: Record<Locale, StandingWords> = {
  en: {
    status: {
      unconfirmed: 'It waits for your confirmation.',
      waiting: 'It waits to be read by a person of the campaign.',
      accepted: 'It is accepted and goes with the next letter of the campaign.',
      rejected: 'It was not accepted.',
      sending: 'It is on its way.',
      delivered: 'It was delivered.',
      unsure: 'It was sent; whether it arrived is being looked into.',
      withdrawn: 'You took it back.',
    },
    reason: {
      off_topic: 'It is about something else than this campaign.',
      abusive: 'It insults or threatens.',
      personal_data_of_others: 'It says private things about other people.',
      duplicate: 'The same letter is there already.',
      illegal: 'Passing it on would break the law.',
      other: 'The reason is none of the usual ones; ask us.',
    },
  },
  fr: {
    status: {
      unconfirmed: 'Elle attend votre confirmation.',
      waiting: 'Elle attend d’être lue par une personne de la campagne.',
      accepted: 'Elle est acceptée et partira avec la prochaine lettre de la campagne.',
      rejected: 'Elle n’a pas été acceptée.',
      sending: 'Elle est en route.',
      delivered: 'Elle a été remise.',
      unsure: 'Elle a été envoyée ; nous vérifions si elle est arrivée.',
      withdrawn: 'Vous l’avez retirée.',
    },
    reason: {
      off_topic: 'Elle porte sur autre chose que cette campagne.',
      abusive: 'Elle insulte ou menace.',
      personal_data_of_others: 'Elle révèle la vie privée d’autres personnes.',
      duplicate: 'La même lettre existe déjà.',
      illegal: 'La transmettre serait contraire à la loi.',
      other: 'Le motif n’est aucun des motifs habituels ; demandez-le-nous.',
    },
  },
  es: {
    status: {
      unconfirmed: 'Espera su confirmación.',
      waiting: 'Espera a que la lea una persona de la campaña.',
      accepted: 'Está aceptada y saldrá con la próxima carta de la campaña.',
      rejected: 'No se aceptó.',
      sending: 'Está en camino.',
      delivered: 'Se entregó.',
      unsure: 'Se envió; estamos averiguando si llegó.',
      withdrawn: 'Usted la retiró.',
    },
    reason: {
      off_topic: 'Trata de algo distinto de esta campaña.',
      abusive: 'Insulta o amenaza.',
      personal_data_of_others: 'Cuenta cosas privadas de otras personas.',
      duplicate: 'La misma carta ya existe.',
      illegal: 'Entregarla sería contrario a la ley.',
      other: 'El motivo no es ninguno de los habituales; pregúntenos.',
    },
  },
  uk: {
    status: {
      unconfirmed: 'Очікує на ваше підтвердження.',
      waiting: 'Очікує, доки його прочитає людина з кампанії.',
      accepted: 'Прийнято; піде з наступним листом кампанії.',
      rejected: 'Не прийнято.',
      sending: 'У дорозі.',
      delivered: 'Передано.',
      unsure: 'Надіслано; ми з’ясовуємо, чи надійшло.',
      withdrawn: 'Ви його відкликали.',
    },
    reason: {
      off_topic: 'Він не про те, чому присвячена кампанія.',
      abusive: 'У ньому образи або погрози.',
      personal_data_of_others: 'У ньому приватні відомості про інших людей.',
      duplicate: 'Такий самий лист уже є.',
      illegal: 'Передати його було б порушенням закону.',
      other: 'Причина не з переліку звичайних; запитайте нас.',
    },
  },
};
