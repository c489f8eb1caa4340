import type { Locale } from '../../platform/http/locale.js';

/** The words of the signer's mails. Slots such as the link are filled per recipient. */
export interface MailWords {
  greeting: (name: string) => string;
  confirm: {
    subject: (title: string) => string;
    heading: string;
    preheader: string;
    body: string;
    button: string;
    fallback: string;
    details: string;
    expires: string;
  };
  reminder: { subject: (title: string) => string; heading: string; preheader: string; body: string };
  already: {
    subject: (title: string) => string;
    heading: string;
    preheader: string;
    body: string;
    page: string;
    notYou: string;
  };
  notMe: string;
  notMeLink: string;
  why: string;
  unsubscribe: string;
}

export const mailWords: Record<Locale, MailWords> = {
  en: {
    greeting: (name) => `Hello${name},`,
    confirm: {
      subject: (title) => `Please confirm your signature: ${title}`,
      heading: 'One click and your signature counts',
      preheader: 'Your signature counts once you confirm it.',
      body: 'Somebody, we hope you, signed this petition with your e-mail address:',
      button: 'Confirm my signature',
      fallback: 'If the button does not work, open this address in your browser:',
      details: 'You will see what you are about to confirm before it counts.',
      expires: 'The link works for seven days.',
    },
    reminder: {
      subject: (title) => `Your signature is not counted yet: ${title}`,
      heading: 'Your signature still waits for you',
      preheader: 'It does not count until you confirm it. This is our only reminder.',
      body: 'Two days ago this petition was signed with your e-mail address, but the signature has not been confirmed. We remind you this once:',
    },
    already: {
      subject: (title) => `You have signed already: ${title}`,
      heading: 'You have signed already',
      preheader: 'Your signature is confirmed and counted once.',
      body: 'This petition was signed again with your e-mail address. Your signature is already confirmed; it counts once and nothing was changed:',
      page: 'See the petition',
      notYou: 'If it was not you who signed again, you need not do anything.',
    },
    notMe: 'It was not you?',
    notMeLink: 'Delete this sign-up',
    why: 'You get this mail because your address was entered in the form of this petition.',
    unsubscribe: 'No further mail from this campaign',
  },
  fr: {
    greeting: (name) => `Bonjour${name},`,
    confirm: {
      subject: (title) => `Veuillez confirmer votre signature : ${title}`,
      heading: 'Un clic, et votre signature compte',
      preheader: 'Votre signature compte dès que vous la confirmez.',
      body: 'Quelqu’un, nous espérons que c’est vous, a signé cette pétition avec votre adresse électronique :',
      button: 'Confirmer ma signature',
      fallback: 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :',
      details: 'Vous verrez ce que vous confirmez avant que la signature ne compte.',
      expires: 'Le lien est valable sept jours.',
    },
    reminder: {
      subject: (title) => `Votre signature ne compte pas encore : ${title}`,
      heading: 'Votre signature vous attend',
      preheader: 'Elle ne compte qu’une fois confirmée. C’est notre seul rappel.',
      body: 'Il y a deux jours, cette pétition a été signée avec votre adresse électronique, mais la signature n’a pas été confirmée. Nous vous le rappelons une seule fois :',
    },
    already: {
      subject: (title) => `Vous avez déjà signé : ${title}`,
      heading: 'Vous avez déjà signé',
      preheader: 'Votre signature est confirmée et compte une fois.',
      body: 'Cette pétition a été signée à nouveau avec votre adresse électronique. Votre signature est déjà confirmée ; elle compte une fois et rien n’a changé :',
      page: 'Voir la pétition',
      notYou: 'Si ce n’est pas vous qui avez signé à nouveau, vous n’avez rien à faire.',
    },
    notMe: 'Ce n’était pas vous ?',
    notMeLink: 'Supprimer cette inscription',
    why: 'Vous recevez ce message parce que votre adresse a été saisie dans le formulaire de cette pétition.',
    unsubscribe: 'Ne plus recevoir de messages de cette campagne',
  },
  es: {
    greeting: (name) => `Hola${name}:`,
    confirm: {
      subject: (title) => `Confirme su firma: ${title}`,
      heading: 'Un clic y su firma cuenta',
      preheader: 'Su firma cuenta en cuanto la confirme.',
      body: 'Alguien, esperamos que usted, ha firmado esta petición con su dirección de correo electrónico:',
      button: 'Confirmar mi firma',
      fallback: 'Si el botón no funciona, abra esta dirección en su navegador:',
      details: 'Verá lo que va a confirmar antes de que cuente.',
      expires: 'El enlace es válido durante siete días.',
    },
    reminder: {
      subject: (title) => `Su firma aún no cuenta: ${title}`,
      heading: 'Su firma sigue esperándole',
      preheader: 'No cuenta hasta que la confirme. Este es nuestro único recordatorio.',
      body: 'Hace dos días se firmó esta petición con su dirección de correo electrónico, pero la firma no se ha confirmado. Se lo recordamos una sola vez:',
    },
    already: {
      subject: (title) => `Ya ha firmado: ${title}`,
      heading: 'Ya ha firmado',
      preheader: 'Su firma está confirmada y cuenta una vez.',
      body: 'Esta petición se ha firmado de nuevo con su dirección de correo electrónico. Su firma ya está confirmada; cuenta una vez y nada ha cambiado:',
      page: 'Ver la petición',
      notYou: 'Si no fue usted quien volvió a firmar, no tiene que hacer nada.',
    },
    notMe: '¿No fue usted?',
    notMeLink: 'Eliminar esta firma',
    why: 'Recibe este mensaje porque su dirección se introdujo en el formulario de esta petición.',
    unsubscribe: 'No recibir más mensajes de esta campaña',
  },
  uk: {
    greeting: (name) => `Вітаємо${name}!`,
    confirm: {
      subject: (title) => `Підтвердьте свій підпис: ${title}`,
      heading: 'Один клік — і ваш підпис зараховано',
      preheader: 'Підпис зараховується, щойно ви його підтвердите.',
      body: 'Хтось, сподіваємося, що ви, підписав цю петицію з вашою електронною адресою:',
      button: 'Підтвердити підпис',
      fallback: 'Якщо кнопка не працює, відкрийте цю адресу у своєму браузері:',
      details: 'Ви побачите, що саме підтверджуєте, перш ніж підпис буде зараховано.',
      expires: 'Посилання діє сім днів.',
    },
    reminder: {
      subject: (title) => `Ваш підпис ще не зараховано: ${title}`,
      heading: 'Ваш підпис чекає на вас',
      preheader: 'Він не зараховується без підтвердження. Це наше єдине нагадування.',
      body: 'Два дні тому цю петицію було підписано з вашою електронною адресою, але підпис не підтверджено. Нагадуємо про це лише раз:',
    },
    already: {
      subject: (title) => `Ви вже підписали: ${title}`,
      heading: 'Ви вже підписали',
      preheader: 'Ваш підпис підтверджено й зараховано один раз.',
      body: 'Цю петицію ще раз підписано з вашою електронною адресою. Ваш підпис уже підтверджено; він зараховується один раз, і нічого не змінилося:',
      page: 'Переглянути петицію',
      notYou: 'Якщо вдруге підписували не ви, робити нічого не потрібно.',
    },
    notMe: 'Це були не ви?',
    notMeLink: 'Видалити цей підпис',
    why: 'Ви отримали цей лист, бо вашу адресу вказали у формі цієї петиції.',
    unsubscribe: 'Більше не отримувати листів від цієї кампанії',
  },
};
