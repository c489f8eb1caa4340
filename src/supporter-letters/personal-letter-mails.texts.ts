import type { Locale } from '../platform/http/locale.js';

interface PersonalLetterMailWords {
  confirm: {
    subject: string;
    heading: string;
    preheader: string;
    body: (state: string) => string;
    button: string;
    expires: string;
  };
  standing: {
    subject: string;
    heading: string;
    preheader: string;
    body: (state: string) => string;
    button: string;
    after: string;
  };
  fallback: string;
  why: string;
}

/** The words of the mails about a supporter's letter. They repeat nothing that was typed into the form. */
export const personalLetterMailWords: Record<Locale, PersonalLetterMailWords> = {
  en: {
    confirm: {
      subject: 'Please confirm your letter',
      heading: 'Read your letter once more and confirm it',
      preheader: 'Nothing is passed on before you confirm it.',
      body: (state) =>
        `Somebody, we hope you, asked us with this e-mail address to pass a letter to a foreign ministry. The State it is for: ${state}.`,
      button: 'Read and confirm my letter',
      expires: 'The link works for seven days. Without your confirmation the letter is deleted after 14 days.',
    },
    standing: {
      subject: 'Your letter to a foreign ministry',
      heading: 'There is a letter of yours already',
      preheader: 'Nothing was changed.',
      body: (state) =>
        `Somebody sent the form for a letter again with this e-mail address. One letter per person and ministry is passed on, so nothing was changed. The State it is for: ${state}.`,
      button: 'See what we hold about you',
      after: 'On that page you can read your letter and take it back. To write another one, take this one back first.',
    },
    fallback: 'If the button does not work, open this address in your browser:',
    why: 'You get this mail because your address was entered in our form for letters. If it was not you, you need not do anything.',
  },
  fr: {
    confirm: {
      subject: 'Veuillez confirmer votre lettre',
      heading: 'Relisez votre lettre et confirmez-la',
      preheader: 'Rien n’est transmis avant votre confirmation.',
      body: (state) =>
        `Quelqu’un, nous espérons que c’est vous, nous a demandé avec cette adresse électronique de transmettre une lettre à un ministère des Affaires étrangères. État destinataire : ${state}.`,
      button: 'Relire et confirmer ma lettre',
      expires:
        'Le lien fonctionne pendant sept jours. Sans votre confirmation, la lettre est effacée au bout de 14 jours.',
    },
    standing: {
      subject: 'Votre lettre à un ministère des Affaires étrangères',
      heading: 'Une lettre de vous existe déjà',
      preheader: 'Rien n’a été changé.',
      body: (state) =>
        `Quelqu’un a renvoyé le formulaire de lettre avec cette adresse électronique. Une seule lettre par personne et par ministère est transmise ; rien n’a donc été changé. État destinataire : ${state}.`,
      button: 'Voir ce que nous conservons à votre sujet',
      after:
        'Sur cette page, vous pouvez lire votre lettre et la retirer. Pour en écrire une autre, retirez d’abord celle-ci.',
    },
    fallback: 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :',
    why: 'Vous recevez ce message parce que votre adresse a été saisie dans notre formulaire de lettres. Si ce n’était pas vous, vous n’avez rien à faire.',
  },
  es: {
    confirm: {
      subject: 'Confirme su carta',
      heading: 'Relea su carta y confírmela',
      preheader: 'Nada se entrega antes de que usted lo confirme.',
      body: (state) =>
        `Alguien, esperamos que usted, nos pidió con esta dirección de correo que entreguemos una carta a un ministerio de Asuntos Exteriores. Estado destinatario: ${state}.`,
      button: 'Releer y confirmar mi carta',
      expires: 'El enlace funciona durante siete días. Sin su confirmación, la carta se borra a los 14 días.',
    },
    standing: {
      subject: 'Su carta a un ministerio de Asuntos Exteriores',
      heading: 'Ya hay una carta suya',
      preheader: 'No se ha cambiado nada.',
      body: (state) =>
        `Alguien volvió a enviar el formulario de cartas con esta dirección de correo. Se entrega una carta por persona y ministerio, así que no se ha cambiado nada. Estado destinatario: ${state}.`,
      button: 'Ver lo que guardamos sobre usted',
      after: 'En esa página puede leer su carta y retirarla. Para escribir otra, retire primero esta.',
    },
    fallback: 'Si el botón no funciona, abra esta dirección en su navegador:',
    why: 'Recibe este mensaje porque su dirección se introdujo en nuestro formulario de cartas. Si no fue usted, no tiene que hacer nada.',
  },
  uk: {
    confirm: {
      subject: 'Підтвердьте свій лист',
      heading: 'Перечитайте свій лист і підтвердьте його',
      preheader: 'Нічого не буде передано без вашого підтвердження.',
      body: (state) =>
        `Хтось, сподіваємося, що ви, попросив нас із цієї адреси передати лист до міністерства закордонних справ. Держава-адресат: ${state}.`,
      button: 'Перечитати й підтвердити лист',
      expires: 'Посилання діє сім днів. Без вашого підтвердження лист буде видалено через 14 днів.',
    },
    standing: {
      subject: 'Ваш лист до міністерства закордонних справ',
      heading: 'Ваш лист уже є',
      preheader: 'Нічого не змінено.',
      body: (state) =>
        `Хтось іще раз надіслав форму листа з цією адресою. Від однієї людини до одного міністерства передається один лист, тож нічого не змінено. Держава-адресат: ${state}.`,
      button: 'Переглянути, що ми про вас зберігаємо',
      after: 'На цій сторінці можна прочитати свій лист і відкликати його. Щоб написати інший, спершу відкличте цей.',
    },
    fallback: 'Якщо кнопка не працює, відкрийте цю адресу у своєму браузері:',
    why: 'Ви отримали цей лист, бо вашу адресу вказали в нашій формі листів. Якщо це були не ви, нічого робити не потрібно.',
  },
};
