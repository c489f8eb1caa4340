import type { Locale } from '../../platform/http/locale.js';

/** The words of the pages on which people write a letter to a foreign ministry, confirm it, and see what became of it. */
export interface LetterTexts {
  title: string;
  link: string;
  lead: string;
  choose: { country: string; to: string; own: string; none: string; button: string };
  to: (state: string) => string;
  other: string;
  name: string;
  text: string;
  textHelp: string;
  submit: string;
  faults: Record<string, string>;
  sent: { title: string; body: string; steps: string[] };
  confirm: { title: string; lead: string; button: string; changed: string; done: string };
  mine: {
    heading: string;
    to: (state: string) => string;
    delivered: (day: string, reference: string) => string;
    withdraw: string;
    withdrawHelp: string;
    withdrawn: string;
  };
}

export const letterTexts: Record<Locale, LetterTexts> = {
  en: {
    title: 'Write to a foreign ministry',
    link: 'Write a letter to a foreign ministry',
    lead: 'We pass your letter on, with your name and country, together with a letter of the campaign. A person of the campaign reads it before; nothing in it is changed.',
    choose: {
      country: 'Where do you live?',
      to: 'Which State do you write to?',
      own: 'The one I live in',
      none: 'No letters are passed to that State: only to States party to one of the two treaties. Please choose one.',
      button: 'Go on',
    },
    to: (state) => `To the foreign ministry of: ${state}`,
    other: 'Write to another State',
    name: 'Your name, as it is to stand under the letter',
    text: 'Your letter',
    textHelp:
      '200 to 4,000 characters, plain text. Links and addresses are refused, because ministries throw away mail with them.',
    submit: 'Send the letter',
    faults: {
      'letter.too_short': 'A letter has at least 200 characters.',
      'field.too_long': 'A letter has at most 4,000 characters.',
      'letter.link': 'There is a link or an address in it. Please take it out.',
      'letter.markup': 'There is markup such as <b> in it. Please use plain text.',
      'letter.state': 'No letters are passed to that State.',
      consent: 'Without your consent we may not pass the letter on.',
      'consent.unknown_wording': 'The text you agreed to has changed. Please read it again.',
    },
    sent: {
      title: 'One more step: look into your mailbox',
      body: 'We have sent a mail to the address you gave. Nothing is passed on before you have confirmed the letter.',
      steps: [
        'Open the mail and follow its link.',
        'Read your letter once more and press the button.',
        'Nothing there after a few minutes? Look into the spam folder.',
      ],
    },
    confirm: {
      title: 'Confirm your letter',
      lead: 'This is what will be passed on. Nothing has left yet.',
      button: 'Yes, pass this letter on',
      changed: 'The letter was sent again since you opened this page. Please read it as it is now.',
      done: 'You have confirmed this letter.',
    },
    mine: {
      heading: 'My letters to ministries',
      to: (state) => `Letter to: ${state}`,
      delivered: (day, reference) => `With our letter ${reference} on ${day}.`,
      withdraw: 'Take this letter back',
      withdrawHelp: 'Its text and your name are deleted at once. What was delivered before cannot be called back.',
      withdrawn: 'The letter is taken back; its text and your name are deleted.',
    },
  },
  fr: {
    title: 'Écrire à un ministère des Affaires étrangères',
    link: 'Écrire une lettre à un ministère des Affaires étrangères',
    lead: 'Nous transmettons votre lettre, avec votre nom et votre pays, en même temps qu’une lettre de la campagne. Une personne de la campagne la lit auparavant ; rien n’y est changé.',
    choose: {
      country: 'Où habitez-vous ?',
      to: 'À quel État écrivez-vous ?',
      own: 'Celui où j’habite',
      none: 'Aucune lettre n’est transmise à cet État : seulement aux États parties à l’un des deux traités. Veuillez en choisir un.',
      button: 'Continuer',
    },
    to: (state) => `Au ministère des Affaires étrangères de l’État suivant : ${state}`,
    other: 'Écrire à un autre État',
    name: 'Votre nom, tel qu’il doit figurer sous la lettre',
    text: 'Votre lettre',
    textHelp:
      'De 200 à 4 000 caractères, texte simple. Les liens et adresses sont refusés, car les ministères rejettent les envois qui en contiennent.',
    submit: 'Envoyer la lettre',
    faults: {
      'letter.too_short': 'Une lettre compte au moins 200 caractères.',
      'field.too_long': 'Une lettre compte au plus 4 000 caractères.',
      'letter.link': 'Elle contient un lien ou une adresse. Veuillez l’enlever.',
      'letter.markup': 'Elle contient un balisage tel que <b>. Veuillez écrire en texte simple.',
      'letter.state': 'Aucune lettre n’est transmise à cet État.',
      consent: 'Sans votre consentement, nous ne pouvons pas transmettre la lettre.',
      'consent.unknown_wording': 'Le texte que vous avez accepté a changé. Veuillez le relire.',
    },
    sent: {
      title: 'Encore une étape : consultez votre boîte aux lettres',
      body: 'Nous avons envoyé un message à l’adresse indiquée. Rien n’est transmis avant que vous ayez confirmé la lettre.',
      steps: [
        'Ouvrez le message et suivez le lien.',
        'Relisez votre lettre et appuyez sur le bouton.',
        'Rien après quelques minutes ? Regardez dans les courriers indésirables.',
      ],
    },
    confirm: {
      title: 'Confirmer votre lettre',
      lead: 'Voici ce qui sera transmis. Rien n’est encore parti.',
      button: 'Oui, transmettez cette lettre',
      changed:
        'La lettre a été renvoyée depuis l’ouverture de cette page. Veuillez la lire telle qu’elle est maintenant.',
      done: 'Vous avez confirmé cette lettre.',
    },
    mine: {
      heading: 'Mes lettres aux ministères',
      to: (state) => `Lettre à : ${state}`,
      delivered: (day, reference) => `Avec notre lettre ${reference}, le ${day}.`,
      withdraw: 'Retirer cette lettre',
      withdrawHelp: 'Son texte et votre nom sont effacés aussitôt. Ce qui a déjà été remis ne peut pas être rappelé.',
      withdrawn: 'La lettre est retirée ; son texte et votre nom sont effacés.',
    },
  },
  es: {
    title: 'Escribir a un ministerio de Asuntos Exteriores',
    link: 'Escribir una carta a un ministerio de Asuntos Exteriores',
    lead: 'Entregamos su carta, con su nombre y su país, junto con una carta de la campaña. Antes la lee una persona de la campaña; no se cambia nada en ella.',
    choose: {
      country: '¿Dónde vive?',
      to: '¿A qué Estado escribe?',
      own: 'Al Estado donde vivo',
      none: 'A ese Estado no se entregan cartas: solo a Estados partes en uno de los dos tratados. Elija uno, por favor.',
      button: 'Continuar',
    },
    to: (state) => `Al ministerio de Asuntos Exteriores del siguiente Estado: ${state}`,
    other: 'Escribir a otro Estado',
    name: 'Su nombre, tal como debe figurar al pie de la carta',
    text: 'Su carta',
    textHelp:
      'De 200 a 4000 caracteres, texto sencillo. No se admiten enlaces ni direcciones, porque los ministerios desechan los envíos que los llevan.',
    submit: 'Enviar la carta',
    faults: {
      'letter.too_short': 'Una carta tiene al menos 200 caracteres.',
      'field.too_long': 'Una carta tiene como máximo 4000 caracteres.',
      'letter.link': 'Contiene un enlace o una dirección. Quítelo, por favor.',
      'letter.markup': 'Contiene marcas como <b>. Use texto sencillo, por favor.',
      'letter.state': 'A ese Estado no se entregan cartas.',
      consent: 'Sin su consentimiento no podemos entregar la carta.',
      'consent.unknown_wording': 'El texto que aceptó ha cambiado. Léalo de nuevo, por favor.',
    },
    sent: {
      title: 'Un paso más: mire su buzón',
      body: 'Hemos enviado un mensaje a la dirección que indicó. Nada se entrega antes de que confirme la carta.',
      steps: [
        'Abra el mensaje y siga el enlace.',
        'Relea su carta y pulse el botón.',
        '¿Nada tras unos minutos? Mire en la carpeta de correo no deseado.',
      ],
    },
    confirm: {
      title: 'Confirme su carta',
      lead: 'Esto es lo que se entregará. Todavía no ha salido nada.',
      button: 'Sí, entreguen esta carta',
      changed: 'La carta se envió de nuevo desde que abrió esta página. Léala tal como está ahora.',
      done: 'Usted ha confirmado esta carta.',
    },
    mine: {
      heading: 'Mis cartas a ministerios',
      to: (state) => `Carta a: ${state}`,
      delivered: (day, reference) => `Con nuestra carta ${reference}, el ${day}.`,
      withdraw: 'Retirar esta carta',
      withdrawHelp: 'Su texto y su nombre se borran enseguida. Lo que ya se entregó no puede recuperarse.',
      withdrawn: 'La carta está retirada; su texto y su nombre están borrados.',
    },
  },
  uk: {
    title: 'Написати до міністерства закордонних справ',
    link: 'Написати листа до міністерства закордонних справ',
    lead: 'Ми передамо ваш лист із вашим ім’ям та країною разом із листом кампанії. Перед тим його прочитає людина з кампанії; у ньому нічого не змінюють.',
    choose: {
      country: 'Де ви живете?',
      to: 'До якої держави ви пишете?',
      own: 'До тієї, де я живу',
      none: 'До цієї держави листів не передаємо: лише до держав — учасниць одного з двох договорів. Виберіть, будь ласка, іншу.',
      button: 'Далі',
    },
    to: (state) => `До міністерства закордонних справ такої держави: ${state}`,
    other: 'Написати до іншої держави',
    name: 'Ваше ім’я, як воно має стояти під листом',
    text: 'Ваш лист',
    textHelp:
      'Від 200 до 4000 знаків, звичайний текст. Посилання й адреси не приймаються, бо міністерства відкидають пошту з ними.',
    submit: 'Надіслати лист',
    faults: {
      'letter.too_short': 'У листі щонайменше 200 знаків.',
      'field.too_long': 'У листі щонайбільше 4000 знаків.',
      'letter.link': 'У ньому є посилання або адреса. Приберіть, будь ласка.',
      'letter.markup': 'У ньому є розмітка на зразок <b>. Пишіть, будь ласка, звичайним текстом.',
      'letter.state': 'До цієї держави листів не передаємо.',
      consent: 'Без вашої згоди ми не можемо передати лист.',
      'consent.unknown_wording': 'Текст, на який ви погодилися, змінився. Прочитайте його ще раз.',
    },
    sent: {
      title: 'Ще один крок: загляньте до своєї скриньки',
      body: 'Ми надіслали лист на вказану адресу. Нічого не передається, доки ви не підтвердите свій лист.',
      steps: [
        'Відкрийте лист і перейдіть за посиланням.',
        'Перечитайте свій лист і натисніть кнопку.',
        'За кілька хвилин нічого немає? Погляньте в теку спаму.',
      ],
    },
    confirm: {
      title: 'Підтвердьте свій лист',
      lead: 'Ось що буде передано. Ще нічого не надіслано.',
      button: 'Так, передайте цей лист',
      changed: 'Відколи ви відкрили цю сторінку, лист надіслано ще раз. Прочитайте його таким, яким він є тепер.',
      done: 'Ви підтвердили цей лист.',
    },
    mine: {
      heading: 'Мої листи до міністерств',
      to: (state) => `Лист до: ${state}`,
      delivered: (day, reference) => `З нашим листом ${reference}, ${day}.`,
      withdraw: 'Відкликати цей лист',
      withdrawHelp: 'Його текст і ваше ім’я буде видалено відразу. Того, що вже передано, повернути не можна.',
      withdrawn: 'Лист відкликано; його текст і ваше ім’я видалено.',
    },
  },
};
