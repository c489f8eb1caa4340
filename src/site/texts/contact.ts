import type { Locale } from '../../platform/http/locale.js';

interface ContactTexts {
  heading: string;
  waits: string;
  button: string;
  labels: string;
}

/** What is held about a person apart from signatures and letters, on the page of own data. */
export const contactTexts: Record<Locale, ContactTexts> = {
  en: {
    heading: 'Your details apart from signatures',
    waits:
      'Somebody entered these details with your address. They hold only if you confirm them; otherwise they are deleted after 14 days.',
    button: 'Yes, these are my details',
    labels: 'Labels the campaign’s tools have put on you',
  },
  fr: {
    heading: 'Vos coordonnées, en dehors des signatures',
    waits:
      'Quelqu’un a saisi ces coordonnées avec votre adresse. Elles ne valent que si vous les confirmez ; sinon, elles sont effacées après 14 jours.',
    button: 'Oui, ce sont mes coordonnées',
    labels: 'Étiquettes que les outils de la campagne vous ont attribuées',
  },
  es: {
    heading: 'Sus datos aparte de las firmas',
    waits:
      'Alguien introdujo estos datos con su dirección. Solo valen si usted los confirma; si no, se borran a los 14 días.',
    button: 'Sí, son mis datos',
    labels: 'Etiquetas que le han puesto las herramientas de la campaña',
  },
  uk: {
    heading: 'Ваші дані окремо від підписів',
    waits:
      'Хтось увів ці дані з вашою адресою. Вони чинні, лише якщо ви їх підтвердите; інакше їх буде видалено через 14 днів.',
    button: 'Так, це мої дані',
    labels: 'Мітки, якими вас позначили інструменти кампанії',
  },
};
