import type { Locale } from '../../platform/http/locale.js';
import { plural } from './words.js';

/** What pages say about the ledger itself: how far it was checked, what totals leave out, and what a State claims. */
export interface RegisterTexts {
  verifiedThrough: (date: string) => string;
  neverVerified: string;
  /** Beside a position whose day nobody knows; `period` is a year or a month, or null. */
  dayUnknown: (period: string | null) => string;
  /** Of the parties the depositary counts, those for which the convention is not in force for certain. */
  contracting: (n: number, inForce: string, shown: string) => string;
  notParty: (n: number, shown: string, admissible: string) => string;
  notDrawn: (n: number, shown: string) => string;
  designations: string;
  clockUnknown: string;
  suspension: {
    /** Behind a position, in lists and on the map. */
    label: string;
    claimed: (date: string | null) => string;
    noProvision: string;
    rejected: string;
    /** By State: the ground it names. */
    grounds: Readonly<Record<string, string>>;
    answer: string;
  };
}

/** By State: where the answer to the ground it names is argued. */
export const suspensionAnswers: Readonly<Record<string, { title: string; url: string }>> = {
  UA: {
    title: 'Human Rights Watch, Harvard Law School and ICBL, 9 October 2025',
    url: 'https://icblcmc.org/our-impact/why-ukraines-proposed-suspension-of-its-mine-ban-treaty-obligations-is-deeply-problematic',
  },
};

export const registerTexts: Record<Locale, RegisterTexts> = {
  en: {
    verifiedThrough: (date) =>
      `Verified through ${date}: to that day the ledger was compared with the depositary’s list. Of what came later it holds only what each entry’s own source says.`,
    neverVerified: 'Not yet compared with the depositary’s list.',
    dayUnknown: (period) => (period === null ? 'the day is not known to us' : `${period}; the day is not known to us`),
    contracting: (n, inForce, shown) =>
      plural('en', n, {
        one: `The depositary’s count includes ${shown} State that has joined and for which the convention is not shown as in force: ${inForce} and ${shown}.`,
        other: `The depositary’s count includes ${shown} States that have joined and for which the convention is not shown as in force: ${inForce} and ${shown}.`,
      }),
    notParty: (_, shown, admissible) =>
      `Not a party: ${shown} of the ${admissible} States the depositary would admit. Taiwan and Kosovo, which are listed separately, are not among those.`,
    notDrawn: (n, shown) =>
      plural('en', n, {
        one: `The curve leaves out ${shown} State that joined on a day not known to us.`,
        other: `The curve leaves out ${shown} States that joined on days not known to us.`,
      }),
    designations:
      'Names, groups and lines on the map are those of the sources named under Open data. They express no opinion on the status of any country or territory, or on its borders. “State” stands here for every entry of the list.',
    clockUnknown:
      'The depositary received the notice on a day that is not known to us, so no day of effect is computed.',
    suspension: {
      label: 'claims a suspension that the convention does not provide for',
      claimed: (date) => (date === null ? 'Party. Claims a suspension.' : `Party. Claims a suspension since ${date}.`),
      noProvision: 'The convention provides for no suspension; the State remains bound by every duty under it.',
      rejected: 'The Meeting of the States Parties rejected the claim.',
      grounds: {
        UA: 'The ground Ukraine names is a fundamental change of circumstances (Vienna Convention on the Law of Treaties, Article 62), until the end of the war.',
      },
      answer:
        'The answer given to it: the convention binds “under any circumstances” (Article 1), so war is no circumstance that its parties left out, and to use what it bans would defeat its object and purpose; and the outbreak of hostilities by itself decides nothing about a treaty (Vienna Convention, Article 73).',
    },
  },
  fr: {
    verifiedThrough: (date) =>
      `Vérifié jusqu’au ${date} : jusqu’à ce jour, le registre a été comparé à la liste du dépositaire. De ce qui a suivi, il ne contient que ce que dit la source de chaque entrée.`,
    neverVerified: 'Pas encore comparé à la liste du dépositaire.',
    dayUnknown: (period) =>
      period === null ? 'nous ne connaissons pas le jour' : `${period} ; nous ne connaissons pas le jour`,
    contracting: (n, inForce, shown) =>
      plural('fr', n, {
        one: `Le décompte du dépositaire comprend ${shown} État qui a adhéré et pour lequel la convention n’est pas indiquée comme en vigueur : ${inForce} et ${shown}.`,
        other: `Le décompte du dépositaire comprend ${shown} États qui ont adhéré et pour lesquels la convention n’est pas indiquée comme en vigueur : ${inForce} et ${shown}.`,
      }),
    notParty: (_, shown, admissible) =>
      `Non parties : ${shown} des ${admissible} États que le dépositaire admettrait. Taïwan et le Kosovo, mentionnés à part, n’en font pas partie.`,
    notDrawn: (n, shown) =>
      plural('fr', n, {
        one: `La courbe ne compte pas ${shown} État qui a adhéré un jour que nous ne connaissons pas.`,
        other: `La courbe ne compte pas ${shown} États qui ont adhéré des jours que nous ne connaissons pas.`,
      }),
    designations:
      'Les noms, les groupes et les tracés de la carte sont ceux des sources citées sous « Données ouvertes ». Ils n’expriment aucune opinion sur le statut d’un pays ou d’un territoire, ni sur ses frontières. « État » désigne ici toute entrée de la liste.',
    clockUnknown:
      'Le dépositaire a reçu la notification un jour que nous ne connaissons pas ; aucune date de prise d’effet n’est donc calculée.',
    suspension: {
      label: 'fait valoir une suspension que la convention ne prévoit pas',
      claimed: (date) =>
        date === null ? 'Partie. Fait valoir une suspension.' : `Partie. Fait valoir une suspension depuis le ${date}.`,
      noProvision:
        'La convention ne prévoit pas de suspension ; l’État reste lié par toutes les obligations qu’elle contient.',
      rejected: 'L’Assemblée des États parties a rejeté cette position.',
      grounds: {
        UA: 'Le motif invoqué par l’Ukraine est un changement fondamental de circonstances (Convention de Vienne sur le droit des traités, article 62), jusqu’à la fin de la guerre.',
      },
      answer:
        'La réponse qui y est faite : la convention lie en toutes circonstances (article 1) ; la guerre n’est donc pas une circonstance que les parties auraient laissée de côté, et employer ce qu’elle interdit la priverait de son objet et de son but ; quant à l’ouverture d’hostilités, elle ne décide par elle-même de rien à l’égard d’un traité (Convention de Vienne, article 73).',
    },
  },
  es: {
    verifiedThrough: (date) =>
      `Comprobado hasta el ${date}: hasta ese día se comparó el registro con la lista del depositario. De lo posterior solo contiene lo que dice la fuente de cada entrada.`,
    neverVerified: 'Aún no se ha comparado con la lista del depositario.',
    dayUnknown: (period) => (period === null ? 'no conocemos el día' : `${period}; no conocemos el día`),
    contracting: (n, inForce, shown) =>
      plural('es', n, {
        one: `El cómputo del depositario incluye ${shown} Estado que se ha adherido y para el que la convención no figura como en vigor: ${inForce} y ${shown}.`,
        other: `El cómputo del depositario incluye ${shown} Estados que se han adherido y para los que la convención no figura como en vigor: ${inForce} y ${shown}.`,
      }),
    notParty: (_, shown, admissible) =>
      `No son partes: ${shown} de los ${admissible} Estados que el depositario admitiría. Taiwán y Kosovo, que figuran aparte, no están entre ellos.`,
    notDrawn: (n, shown) =>
      plural('es', n, {
        one: `La curva no incluye ${shown} Estado que se adhirió un día que no conocemos.`,
        other: `La curva no incluye ${shown} Estados que se adhirieron en días que no conocemos.`,
      }),
    designations:
      'Los nombres, los grupos y las líneas del mapa son los de las fuentes citadas en «Datos abiertos». No expresan opinión alguna sobre la condición de ningún país o territorio ni sobre sus fronteras. «Estado» designa aquí cada entrada de la lista.',
    clockUnknown:
      'El depositario recibió la notificación un día que no conocemos, por lo que no se calcula ninguna fecha de efecto.',
    suspension: {
      label: 'alega una suspensión que la convención no prevé',
      claimed: (date) =>
        date === null ? 'Parte. Alega una suspensión.' : `Parte. Alega una suspensión desde el ${date}.`,
      noProvision:
        'La convención no prevé la suspensión; el Estado sigue vinculado por todas las obligaciones que contiene.',
      rejected: 'La Reunión de los Estados Partes rechazó esa alegación.',
      grounds: {
        UA: 'El motivo que invoca Ucrania es un cambio fundamental en las circunstancias (Convención de Viena sobre el Derecho de los Tratados, artículo 62), hasta el fin de la guerra.',
      },
      answer:
        'La respuesta que se le da: la convención obliga en toda circunstancia (artículo 1), de modo que la guerra no es una circunstancia que las partes dejaran fuera, y emplear lo que prohíbe frustraría su objeto y su fin; y la ruptura de hostilidades no decide por sí misma nada sobre un tratado (Convención de Viena, artículo 73).',
    },
  },
  uk: {
    verifiedThrough: (date) =>
      `Перевірено станом на ${date}: до цього дня реєстр звірено зі списком депозитарія. Про пізніше він містить лише те, що каже джерело кожного запису.`,
    neverVerified: 'Зі списком депозитарія ще не звірено.',
    dayUnknown: (period) => (period === null ? 'день нам невідомий' : `${period}; день нам невідомий`),
    contracting: (n, inForce, shown) =>
      plural('uk', n, {
        one: `До підрахунку депозитарія входить ${shown} держава, яка приєдналася і для якої чинність конвенції не підтверджено: ${inForce} і ${shown}.`,
        few: `До підрахунку депозитарія входять ${shown} держави, які приєдналися і для яких чинність конвенції не підтверджено: ${inForce} і ${shown}.`,
        many: `До підрахунку депозитарія входять ${shown} держав, які приєдналися і для яких чинність конвенції не підтверджено: ${inForce} і ${shown}.`,
        other: `До підрахунку депозитарія входить ${shown} держави, які приєдналися і для яких чинність конвенції не підтверджено: ${inForce} і ${shown}.`,
      }),
    notParty: (_, shown, admissible) =>
      `Не є учасницями: ${shown} із ${admissible} держав, яких депозитарій допустив би. Тайвань і Косово, зазначені окремо, до них не належать.`,
    notDrawn: (n, shown) =>
      plural('uk', n, {
        one: `На кривій немає ${shown} держави, яка приєдналася в невідомий нам день.`,
        few: `На кривій немає ${shown} держав, які приєдналися в невідомі нам дні.`,
        many: `На кривій немає ${shown} держав, які приєдналися в невідомі нам дні.`,
        other: `На кривій немає ${shown} держави, які приєдналися в невідомі нам дні.`,
      }),
    designations:
      'Назви, групи та лінії на карті взято з джерел, зазначених у розділі «Відкриті дані». Вони не виражають жодної думки щодо статусу будь-якої країни чи території або її кордонів. «Держава» означає тут кожен запис списку.',
    clockUnknown: 'Депозитарій отримав повідомлення в невідомий нам день, тому дату набрання чинності не обчислено.',
    suspension: {
      label: 'заявляє про зупинення, якого конвенція не передбачає',
      claimed: (date) =>
        date === null
          ? 'Учасниця. Заявляє про зупинення дії.'
          : `Учасниця. Заявляє про зупинення дії з ${date.replace(/\.$/, '')}.`,
      noProvision: 'Конвенція не передбачає зупинення; держава лишається зв’язаною всіма зобов’язаннями за нею.',
      rejected: 'Нарада держав-учасниць відхилила цю заяву.',
      grounds: {
        UA: 'Підстава, яку називає Україна, — докорінна зміна обставин (Віденська конвенція про право міжнародних договорів, стаття 62), до завершення війни.',
      },
      answer:
        'Відповідь на це: конвенція зобов’язує за будь-яких обставин (стаття 1), отже війна не є обставиною, яку учасниці лишили осторонь, а застосування забороненого суперечило б її об’єктові та меті; початок воєнних дій сам собою нічого щодо договору не вирішує (Віденська конвенція, стаття 73).',
    },
  },
};
