import type { Locale } from '../../platform/http/locale.js';

/** The words of the page that says what is in the published number and what is not. */
export interface IntegrityTexts {
  /** Beside the counter. */
  link: string;
  title: string;
  lead: string;
  rows: {
    confirmed: string;
    imported: string;
    waiting: string;
    setAside: string;
    takenBack: string;
    neverConfirmed: string;
  };
  /** @param day the day (UTC) at whose beginning all but the first two were counted */
  caption: (day: string) => string;
  howHeading: string;
  how: string[];
  limitsHeading: string;
  limits: string[];
}

export const integrityTexts: Record<Locale, IntegrityTexts> = {
  en: {
    link: 'How we count',
    title: 'How we count',
    lead: 'Whoever reads a number should be able to see what is in it and what was left out.',
    rows: {
      confirmed: 'Confirmed, and counted',
      imported: 'Of these, signed on paper or in another collection',
      waiting: 'Not confirmed yet, not counted',
      setAside: 'Confirmed, but held back by a decision of our staff, not counted',
      takenBack: 'Confirmed once, since withdrawn by their owners, not counted',
      neverConfirmed: 'Deleted because they were never confirmed',
    },
    caption: (day) => `Signatures under this petition, all but the first two as of the beginning of ${day} (UTC)`,
    howHeading: 'How it is checked',
    how: [
      'A signature counts once its owner has confirmed it from the mailbox given. One mailbox counts once, however its address is spelt.',
      'Signatures on paper and from other collections count when a named member of staff attests them. Each list can be taken back as a whole.',
      'Automatic checks decide only how soon the mail with the link leaves. Whoever confirms from the mailbox is counted, unless a member of staff decides otherwise; each such decision keeps its rule and can be undone.',
      'The number is kept by changes that are written together with each signature. Every night all signatures are counted anew; a difference raises an alarm and is never corrected silently.',
      'Who takes a signature back leaves the number at once.',
    ],
    limitsHeading: 'What the number does not say',
    limits: [
      'Countries are what people say of themselves. We do not check identities, and a person with two mailboxes can sign twice.',
      'What is not counted is shown as of last midnight, so that nobody can learn from these figures whether a mailbox has signed, or try out our checks.',
    ],
  },
  fr: {
    link: 'Comment nous comptons',
    title: 'Comment nous comptons',
    lead: 'Qui lit un nombre doit pouvoir voir ce qu’il contient et ce qui en a été écarté.',
    rows: {
      confirmed: 'Confirmées et comptées',
      imported: 'Dont signées sur papier ou dans une autre collecte',
      waiting: 'Pas encore confirmées, non comptées',
      setAside: 'Confirmées, mais retenues par décision de notre équipe, non comptées',
      takenBack: 'Confirmées, puis retirées par leurs auteurs, non comptées',
      neverConfirmed: 'Effacées faute d’avoir été confirmées',
    },
    caption: (day) => `Signatures de cette pétition, toutes sauf les deux premières au début du ${day} (UTC)`,
    howHeading: 'Comment nous vérifions',
    how: [
      'Une signature compte lorsque son auteur l’a confirmée depuis la boîte aux lettres indiquée. Une boîte compte une fois, quelle que soit l’écriture de son adresse.',
      'Les signatures sur papier ou venues d’autres collectes comptent lorsqu’un membre de l’équipe, nommément, les atteste. Chaque liste peut être retirée en entier.',
      'Les contrôles automatiques ne décident que du moment où part le courriel contenant le lien. Qui confirme depuis sa boîte aux lettres est compté, sauf décision contraire de notre équipe ; chaque décision garde sa règle et peut être annulée.',
      'Le nombre est tenu par des écritures enregistrées avec chaque signature. Chaque nuit, toutes les signatures sont recomptées ; un écart déclenche une alerte et n’est jamais corrigé en silence.',
      'Qui retire sa signature quitte aussitôt le nombre.',
    ],
    limitsHeading: 'Ce que le nombre ne dit pas',
    limits: [
      'Les pays sont ceux que les personnes déclarent. Nous ne contrôlons pas l’identité, et une personne qui a deux boîtes aux lettres peut signer deux fois.',
      'Ce qui n’est pas compté est indiqué tel qu’il était à minuit dernier, pour que personne ne puisse apprendre par ces chiffres si une boîte a signé, ni éprouver nos contrôles.',
    ],
  },
  es: {
    link: 'Cómo contamos',
    title: 'Cómo contamos',
    lead: 'Quien lee una cifra debe poder ver qué contiene y qué se dejó fuera.',
    rows: {
      confirmed: 'Confirmadas y contadas',
      imported: 'De ellas, firmadas en papel o en otra recogida',
      waiting: 'Aún sin confirmar, no contadas',
      setAside: 'Confirmadas, pero retenidas por decisión de nuestro equipo, no contadas',
      takenBack: 'Confirmadas y después retiradas por sus titulares, no contadas',
      neverConfirmed: 'Borradas porque nunca se confirmaron',
    },
    caption: (day) => `Firmas de esta petición, todas menos las dos primeras al comienzo del ${day} (UTC)`,
    howHeading: 'Cómo lo comprobamos',
    how: [
      'Una firma cuenta cuando su titular la confirma desde el buzón indicado. Un buzón cuenta una vez, se escriba como se escriba su dirección.',
      'Las firmas en papel o de otras recogidas cuentan cuando una persona del equipo, identificada, da fe de ellas. Cada lista puede retirarse entera.',
      'Los controles automáticos solo deciden cuándo sale el correo con el enlace. Quien confirma desde su buzón se cuenta, salvo que una persona del equipo decida otra cosa; cada decisión guarda su regla y puede deshacerse.',
      'La cifra se lleva con anotaciones que se escriben junto con cada firma. Cada noche se vuelven a contar todas las firmas; una diferencia da la alarma y nunca se corrige en silencio.',
      'Quien retira su firma sale de la cifra al instante.',
    ],
    limitsHeading: 'Lo que la cifra no dice',
    limits: [
      'Los países son los que declara cada persona. No comprobamos identidades, y quien tiene dos buzones puede firmar dos veces.',
      'Lo que no se cuenta se indica tal como estaba a la última medianoche, para que nadie pueda saber por estas cifras si un buzón ha firmado ni poner a prueba nuestros controles.',
    ],
  },
  uk: {
    link: 'Як ми рахуємо',
    title: 'Як ми рахуємо',
    lead: 'Хто читає число, має бачити, що в ньому є і що до нього не ввійшло.',
    rows: {
      confirmed: 'Підтверджені й пораховані',
      imported: 'З них підписані на папері або в іншому зборі',
      waiting: 'Ще не підтверджені, не пораховані',
      setAside: 'Підтверджені, але затримані рішенням наших працівників, не пораховані',
      takenBack: 'Підтверджені, а потім відкликані власниками, не пораховані',
      neverConfirmed: 'Видалені, бо їх так і не підтвердили',
    },
    caption: (day) => `Підписи під цією петицією; усі, крім перших двох, станом на початок ${day} (UTC)`,
    howHeading: 'Як це перевіряється',
    how: [
      'Підпис рахується, коли власник підтвердив його з указаної поштової скриньки. Одна скринька рахується один раз, хоч би як було написано її адресу.',
      'Підписи на папері та з інших зборів рахуються, коли їх засвідчив названий працівник. Кожен список можна відкликати цілком.',
      'Автоматичні перевірки вирішують лише, коли надіслати лист із посиланням. Хто підтвердив підпис зі своєї скриньки, того пораховано, якщо працівник не вирішив інакше; кожне таке рішення зберігає своє правило, і його можна скасувати.',
      'Число ведеться записами, що робляться разом із кожним підписом. Щоночі всі підписи рахуються заново; розбіжність спричиняє тривогу й ніколи не виправляється мовчки.',
      'Хто відкликає підпис, одразу вибуває з числа.',
    ],
    limitsHeading: 'Чого число не каже',
    limits: [
      'Країни називають самі люди. Ми не перевіряємо особу, і людина з двома скриньками може підписати двічі.',
      'Те, що не пораховано, показано станом на останню північ, щоб за цими числами ніхто не міг дізнатися, чи підписувала якась скринька, або випробовувати наші перевірки.',
    ],
  },
};
