import type { Locale } from '../../platform/http/locale.js';

/** What the Vienna Convention on the Law of Treaties adds to Article 20, in short. */
interface LawTexts {
  heading: string;
  lead: string;
  articles: readonly (readonly [article: string, text: string])[];
  /** Of the Convention on Cluster Munitions. */
  noParagraph4: string;
}

export const lawTexts: Record<Locale, LawTexts> = {
  en: {
    heading: 'The law of treaties beside it',
    lead: 'From the Vienna Convention on the Law of Treaties of 1969, summarised.',
    articles: [
      ['54(a)', 'A party may leave a treaty in the way the treaty itself provides; here that is Article 20.'],
      [
        '62',
        'A fundamental change of circumstances may be invoked only where those circumstances were an essential basis of the consent, the change was not foreseen, and it radically transforms the duties still to be performed.',
      ],
      [
        '65–67',
        'A claim is notified to the other parties in writing. The instrument is signed by the head of State, the head of government or the foreign minister, or by somebody with full powers.',
      ],
      ['68', 'A notice or instrument may be revoked at any time before it takes effect.'],
      [
        '70',
        'A State that leaves is released from performing the treaty further; what was done under it before remains.',
      ],
      ['73', 'What the outbreak of hostilities means for a treaty is not decided by these rules.'],
    ],
    noParagraph4:
      'Article 20 of this convention has no counterpart to paragraph 4 of Article 20 of the Anti-Personnel Mine Ban Convention, which leaves duties under other rules of international law untouched.',
  },
  fr: {
    heading: 'Le droit des traités',
    lead: 'D’après la Convention de Vienne sur le droit des traités de 1969, en résumé.',
    articles: [
      ['54(a)', 'Une partie peut quitter un traité selon ce que le traité prévoit lui-même ; ici, c’est l’article 20.'],
      [
        '62',
        'Un changement fondamental de circonstances ne peut être invoqué que si ces circonstances étaient une base essentielle du consentement, si le changement n’était pas prévu et s’il transforme radicalement les obligations restant à exécuter.',
      ],
      [
        '65–67',
        'La prétention est notifiée par écrit aux autres parties. L’instrument est signé par le chef de l’État, le chef du gouvernement ou le ministre des Affaires étrangères, ou par une personne munie de pleins pouvoirs.',
      ],
      ['68', 'Une notification ou un instrument peut être révoqué à tout moment avant d’avoir pris effet.'],
      ['70', 'L’État qui se retire n’a plus à exécuter le traité ; ce qui a été fait auparavant demeure.'],
      ['73', 'Ces règles ne tranchent pas ce que l’ouverture d’hostilités signifie pour un traité.'],
    ],
    noParagraph4:
      'L’article 20 de cette convention n’a pas d’équivalent du paragraphe 4 de l’article 20 de la Convention sur l’interdiction des mines antipersonnel, qui laisse intactes les obligations découlant d’autres règles du droit international.',
  },
  es: {
    heading: 'El derecho de los tratados',
    lead: 'De la Convención de Viena sobre el Derecho de los Tratados de 1969, en resumen.',
    articles: [
      ['54(a)', 'Una parte puede retirarse de un tratado del modo que el propio tratado prevé; aquí, el artículo 20.'],
      [
        '62',
        'Un cambio fundamental en las circunstancias solo puede invocarse si estas eran base esencial del consentimiento, si el cambio no fue previsto y si transforma radicalmente las obligaciones que quedan por cumplir.',
      ],
      [
        '65–67',
        'La pretensión se notifica por escrito a las demás partes. El instrumento lo firma el jefe del Estado, el jefe del Gobierno o el ministro de Relaciones Exteriores, o una persona con plenos poderes.',
      ],
      ['68', 'Una notificación o un instrumento puede revocarse en cualquier momento antes de que surta efecto.'],
      ['70', 'Quien se retira queda eximido de seguir cumpliendo el tratado; lo hecho antes permanece.'],
      ['73', 'Estas reglas no deciden qué significa la ruptura de hostilidades para un tratado.'],
    ],
    noParagraph4:
      'El artículo 20 de esta convención no tiene equivalente del párrafo 4 del artículo 20 de la Convención sobre la prohibición de las minas antipersonal, que deja intactas las obligaciones derivadas de otras normas de derecho internacional.',
  },
  uk: {
    heading: 'Право міжнародних договорів',
    lead: 'За Віденською конвенцією про право міжнародних договорів 1969 року, у стислому викладі.',
    articles: [
      ['54(a)', 'Учасниця може вийти з договору так, як передбачає сам договір; тут це стаття 20.'],
      [
        '62',
        'На докорінну зміну обставин можна посилатися лише тоді, коли ці обставини були істотною основою згоди, зміни не передбачали й вона докорінно змінює зобов’язання, які ще належить виконати.',
      ],
      [
        '65–67',
        'Про вимогу письмово повідомляють інших учасниць. Документ підписує глава держави, глава уряду чи міністр закордонних справ або особа з повноваженнями.',
      ],
      ['68', 'Повідомлення чи документ можна відкликати в будь-який час до набрання ними чинності.'],
      ['70', 'Хто вийшов, звільняється від подальшого виконання договору; зроблене раніше лишається.'],
      ['73', 'Ці правила не вирішують, що початок воєнних дій означає для договору.'],
    ],
    noParagraph4:
      'Стаття 20 цієї конвенції не має відповідника пункту 4 статті 20 Конвенції про заборону протипіхотних мін, який не зачіпає зобов’язань за іншими нормами міжнародного права.',
  },
};
