import type { Locale } from '../platform/http/locale.js';

interface OwnDataWords {
  subject: string;
  heading: string;
  preheader: string;
  body: string;
  button: string;
  fallback: string;
  expires: string;
  why: string;
}

/** The words of the mail with the link to one's own data. */
export const ownDataWords: Record<Locale, OwnDataWords> = {
  en: {
    subject: 'Your data with this campaign',
    heading: 'See, correct or delete what we hold about you',
    preheader: 'The link you asked for.',
    body: 'Somebody, we hope you, asked for a link to what this campaign holds about the owner of this mailbox. The page lets you see and download everything, correct it, change what you agreed to, take a signature back, or have everything deleted.',
    button: 'Open my data',
    fallback: 'If the button does not work, open this address in your browser:',
    expires: 'The link works for 24 hours. Do not pass it on: whoever has it can do the same.',
    why: 'You get this mail because your address was entered on our page for own data. If it was not you, you need not do anything.',
  },
  fr: {
    subject: 'Vos données auprès de cette campagne',
    heading: 'Consulter, corriger ou effacer ce que nous conservons à votre sujet',
    preheader: 'Le lien que vous avez demandé.',
    body: 'Quelqu’un, vous-même sans doute, a demandé un lien vers ce que cette campagne conserve au sujet du titulaire de cette boîte aux lettres. La page permet de tout voir et télécharger, de corriger, de changer ce que vous avez accepté, de retirer une signature ou de tout faire effacer.',
    button: 'Ouvrir mes données',
    fallback: 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :',
    expires: 'Le lien fonctionne pendant 24 heures. Ne le transmettez pas : qui le possède peut en faire autant.',
    why: 'Vous recevez ce message parce que votre adresse a été saisie sur notre page de données personnelles. Si ce n’était pas vous, vous n’avez rien à faire.',
  },
  es: {
    subject: 'Sus datos en esta campaña',
    heading: 'Ver, corregir o borrar lo que guardamos sobre usted',
    preheader: 'El enlace que pidió.',
    body: 'Alguien, esperamos que usted, pidió un enlace a lo que esta campaña guarda sobre el titular de este buzón. La página permite ver y descargar todo, corregirlo, cambiar lo que aceptó, retirar una firma o hacer que se borre todo.',
    button: 'Abrir mis datos',
    fallback: 'Si el botón no funciona, abra esta dirección en su navegador:',
    expires: 'El enlace funciona durante 24 horas. No lo comparta: quien lo tenga puede hacer lo mismo.',
    why: 'Recibe este mensaje porque su dirección se introdujo en nuestra página de datos propios. Si no fue usted, no tiene que hacer nada.',
  },
  uk: {
    subject: 'Ваші дані в цій кампанії',
    heading: 'Переглянути, виправити або видалити те, що ми про вас зберігаємо',
    preheader: 'Посилання, яке ви просили.',
    body: 'Хтось, сподіваємося, що ви, попросив посилання на те, що ця кампанія зберігає про власника цієї скриньки. На сторінці можна все побачити й завантажити, виправити, змінити свої згоди, відкликати підпис або попросити видалити все.',
    button: 'Відкрити мої дані',
    fallback: 'Якщо кнопка не працює, відкрийте цю адресу у браузері:',
    expires: 'Посилання діє 24 години. Не передавайте його: той, хто його має, може зробити те саме.',
    why: 'Ви отримали цей лист, бо вашу адресу вказали на нашій сторінці власних даних. Якщо це були не ви, нічого робити не потрібно.',
  },
};
