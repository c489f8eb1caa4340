import type { Locale } from '../../platform/http/locale.js';

/** The words of the pages on which people see and manage what is held about them. */
export interface MyDataTexts {
  link: string;
  ask: { title: string; lead: string; button: string; sent: string; sentBody: string };
  title: string;
  lead: (address: string) => string;
  since: (date: string) => string;
  expires: string;
  download: string;
  /** In the PDF, where a letter is in no font we have. */
  unprintable: string;
  status: { pending: string; confirmed: string };
  signedOn: (date: string) => string;
  confirmedOn: (date: string) => string;
  correct: { heading: string; button: string };
  consents: { heading: string; button: string; history: string; given: string; withdrawn: string };
  withdraw: { heading: string; body: string; button: string };
  stop: { heading: string; body: string; button: string; stopped: string };
  forget: { heading: string; body: string; confirm: string; button: string; done: string; doneBody: string };
  none: string;
  done: Record<'corrected' | 'consents' | 'withdrawn' | 'stopped', string>;
}

export const myDataTexts: Record<Locale, MyDataTexts> = {
  en: {
    link: 'My data',
    ask: {
      title: 'My data',
      lead: 'We mail you a link to everything we hold about your mailbox. There you can download it, correct it, change what you agreed to, take a signature back, or have everything deleted.',
      button: 'Mail me the link',
      sent: 'Look into your mailbox',
      sentBody: 'If we know this address, a mail with a link is on its way. The link works for 24 hours.',
    },
    title: 'What we hold about you',
    lead: (address) => `This is everything this campaign holds about ${address}.`,
    since: (date) => `Known to us since ${date}.`,
    expires: 'This page opens with the link from your mailbox for 24 hours. Do not pass the link on.',
    download: 'Download everything (JSON)',
    unprintable:
      'Some characters below cannot be printed here and stand as their code, such as [U+20BB7]. The file from “Download everything (JSON)” on the page “My data” has them as you wrote them.',
    status: { pending: 'Not confirmed: it does not count', confirmed: 'Confirmed' },
    signedOn: (date) => `Signed on ${date}`,
    confirmedOn: (date) => `confirmed on ${date}`,
    correct: { heading: 'Correct', button: 'Save' },
    consents: {
      heading: 'What you agree to',
      button: 'Save my choice',
      history: 'History',
      given: 'agreed',
      withdrawn: 'withdrawn',
    },
    withdraw: {
      heading: 'Take this signature back',
      body: 'The signature and everything given with it is deleted and no longer counts.',
      button: 'Take the signature back',
    },
    stop: {
      heading: 'No further mail',
      body: 'Nothing goes to this address but what is asked for from it.',
      button: 'Stop the mail',
      stopped: 'No mail goes to this address but what is asked for from it.',
    },
    forget: {
      heading: 'Delete everything',
      body: 'All signatures, names, your address, consents and waiting mails are deleted for good. A keyed fingerprint of the mailbox stays, from which the address cannot be read, so that it gets no unasked mail.',
      confirm: 'Yes, delete everything.',
      button: 'Delete everything about me',
      done: 'Deleted',
      doneBody: 'Nothing about you is left but a keyed fingerprint of the mailbox that keeps unasked mail away.',
    },
    none: 'There is no signature of this mailbox.',
    done: {
      corrected: 'Saved.',
      consents: 'Your choice is saved.',
      withdrawn: 'The signature is deleted and no longer counts.',
      stopped: 'No further mail goes to this address.',
    },
  },
  fr: {
    link: 'Mes données',
    ask: {
      title: 'Mes données',
      lead: 'Nous vous envoyons un lien vers tout ce que nous conservons au sujet de votre boîte aux lettres. Vous pourrez tout télécharger, corriger, changer ce que vous avez accepté, retirer une signature ou tout faire effacer.',
      button: 'Envoyez-moi le lien',
      sent: 'Consultez votre boîte aux lettres',
      sentBody:
        'Si nous connaissons cette adresse, un message contenant un lien est en route. Le lien fonctionne pendant 24 heures.',
    },
    title: 'Ce que nous conservons à votre sujet',
    lead: (address) => `Voici tout ce que cette campagne conserve au sujet de ${address}.`,
    since: (date) => `Connu de nous depuis le ${date}.`,
    expires: 'Cette page s’ouvre pendant 24 heures avec le lien reçu par courriel. Ne transmettez pas ce lien.',
    download: 'Tout télécharger (JSON)',
    unprintable:
      'Certains caractères ci-dessous ne peuvent pas être imprimés ici ; leur code les remplace, par exemple [U+20BB7]. Le fichier « Tout télécharger (JSON) » de la page « Mes données » les contient tels que vous les avez écrits.',
    status: { pending: 'Non confirmée : elle ne compte pas', confirmed: 'Confirmée' },
    signedOn: (date) => `Signée le ${date}`,
    confirmedOn: (date) => `confirmée le ${date}`,
    correct: { heading: 'Corriger', button: 'Enregistrer' },
    consents: {
      heading: 'Ce que vous acceptez',
      button: 'Enregistrer mon choix',
      history: 'Historique',
      given: 'accepté',
      withdrawn: 'retiré',
    },
    withdraw: {
      heading: 'Retirer cette signature',
      body: 'La signature et tout ce qui l’accompagne sont effacés et ne comptent plus.',
      button: 'Retirer la signature',
    },
    stop: {
      heading: 'Plus de messages',
      body: 'Cette adresse ne reçoit plus rien, sauf ce qui est demandé depuis elle.',
      button: 'Arrêter les messages',
      stopped: 'Cette adresse ne reçoit rien, sauf ce qui est demandé depuis elle.',
    },
    forget: {
      heading: 'Tout effacer',
      body: 'Toutes les signatures, les noms, votre adresse, les consentements et les messages en attente sont effacés définitivement. Il reste une empreinte à clé de la boîte aux lettres, d’où l’adresse ne peut pas être lue, pour qu’elle ne reçoive aucun message non demandé.',
      confirm: 'Oui, tout effacer.',
      button: 'Effacer tout ce qui me concerne',
      done: 'Effacé',
      doneBody:
        'Il ne reste rien à votre sujet, sauf une empreinte à clé de la boîte aux lettres qui écarte les messages non demandés.',
    },
    none: 'Il n’y a pas de signature de cette boîte aux lettres.',
    done: {
      corrected: 'Enregistré.',
      consents: 'Votre choix est enregistré.',
      withdrawn: 'La signature est effacée et ne compte plus.',
      stopped: 'Cette adresse ne reçoit plus de messages.',
    },
  },
  es: {
    link: 'Mis datos',
    ask: {
      title: 'Mis datos',
      lead: 'Le enviamos un enlace a todo lo que guardamos sobre su buzón. Allí puede descargarlo, corregirlo, cambiar lo que aceptó, retirar una firma o hacer que se borre todo.',
      button: 'Envíenme el enlace',
      sent: 'Mire su buzón',
      sentBody:
        'Si conocemos esta dirección, un mensaje con un enlace va de camino. El enlace funciona durante 24 horas.',
    },
    title: 'Lo que guardamos sobre usted',
    lead: (address) => `Esto es todo lo que esta campaña guarda sobre ${address}.`,
    since: (date) => `Lo conocemos desde el ${date}.`,
    expires: 'Esta página se abre durante 24 horas con el enlace de su buzón. No comparta el enlace.',
    download: 'Descargar todo (JSON)',
    unprintable:
      'Algunos caracteres no se pueden imprimir aquí y figuran con su código, por ejemplo [U+20BB7]. El archivo «Descargar todo (JSON)» de la página «Mis datos» los contiene tal como usted los escribió.',
    status: { pending: 'Sin confirmar: no cuenta', confirmed: 'Confirmada' },
    signedOn: (date) => `Firmada el ${date}`,
    confirmedOn: (date) => `confirmada el ${date}`,
    correct: { heading: 'Corregir', button: 'Guardar' },
    consents: {
      heading: 'Lo que acepta',
      button: 'Guardar mi elección',
      history: 'Historial',
      given: 'aceptado',
      withdrawn: 'retirado',
    },
    withdraw: {
      heading: 'Retirar esta firma',
      body: 'La firma y todo lo que se dio con ella se borra y deja de contar.',
      button: 'Retirar la firma',
    },
    stop: {
      heading: 'No más mensajes',
      body: 'A esta dirección no llega nada salvo lo que se pida desde ella.',
      button: 'Parar los mensajes',
      stopped: 'A esta dirección no llega nada salvo lo que se pida desde ella.',
    },
    forget: {
      heading: 'Borrar todo',
      body: 'Todas las firmas, los nombres, su dirección, los consentimientos y los mensajes pendientes se borran para siempre. Queda una huella con clave del buzón, de la que no puede leerse la dirección, para que no reciba mensajes no pedidos.',
      confirm: 'Sí, borrar todo.',
      button: 'Borrar todo sobre mí',
      done: 'Borrado',
      doneBody: 'No queda nada sobre usted salvo una huella con clave del buzón que evita los mensajes no pedidos.',
    },
    none: 'No hay ninguna firma de este buzón.',
    done: {
      corrected: 'Guardado.',
      consents: 'Su elección está guardada.',
      withdrawn: 'La firma está borrada y ya no cuenta.',
      stopped: 'Esta dirección ya no recibe mensajes.',
    },
  },
  uk: {
    link: 'Мої дані',
    ask: {
      title: 'Мої дані',
      lead: 'Ми надішлемо вам посилання на все, що зберігаємо про вашу скриньку. Там це можна завантажити, виправити, змінити свої згоди, відкликати підпис або видалити все.',
      button: 'Надіслати мені посилання',
      sent: 'Загляньте до своєї скриньки',
      sentBody: 'Якщо ми знаємо цю адресу, лист із посиланням уже в дорозі. Посилання діє 24 години.',
    },
    title: 'Що ми про вас зберігаємо',
    lead: (address) => `Це все, що ця кампанія зберігає про ${address}.`,
    since: (date) => `Дата першого запису: ${date}`,
    expires: 'Ця сторінка відкривається за посиланням із вашої скриньки протягом 24 годин. Не передавайте посилання.',
    download: 'Завантажити все (JSON)',
    unprintable:
      'Деякі символи нижче неможливо надрукувати; замість них стоїть їхній код, наприклад [U+20BB7]. У файлі «Завантажити все (JSON)» на сторінці «Мої дані» вони такі, як Ви їх написали.',
    status: { pending: 'Не підтверджено: не рахується', confirmed: 'Підтверджено' },
    signedOn: (date) => `Підписано: ${date}`,
    confirmedOn: (date) => `підтверджено: ${date}`,
    correct: { heading: 'Виправити', button: 'Зберегти' },
    consents: {
      heading: 'На що ви погоджуєтеся',
      button: 'Зберегти мій вибір',
      history: 'Історія',
      given: 'згода',
      withdrawn: 'відкликано',
    },
    withdraw: {
      heading: 'Відкликати цей підпис',
      body: 'Підпис і все, що з ним подано, буде видалено; він більше не рахуватиметься.',
      button: 'Відкликати підпис',
    },
    stop: {
      heading: 'Більше жодних листів',
      body: 'На цю адресу не надходитиме нічого, крім того, про що з неї просять.',
      button: 'Зупинити листи',
      stopped: 'На цю адресу не надходить нічого, крім того, про що з неї просять.',
    },
    forget: {
      heading: 'Видалити все',
      body: 'Усі підписи, імена, вашу адресу, згоди й листи в черзі буде видалено назавжди. Залишиться відбиток скриньки з ключем, з якого не можна прочитати адресу, щоб на неї не надходили непрохані листи.',
      confirm: 'Так, видалити все.',
      button: 'Видалити все про мене',
      done: 'Видалено',
      doneBody: 'Про вас не залишилося нічого, крім відбитка скриньки з ключем, який не допускає непроханих листів.',
    },
    none: 'Підписів із цієї скриньки немає.',
    done: {
      corrected: 'Збережено.',
      consents: 'Ваш вибір збережено.',
      withdrawn: 'Підпис видалено, він більше не рахується.',
      stopped: 'На цю адресу більше не надходять листи.',
    },
  },
};
