import type { Locale } from '../platform/http/locale.js';
import type { ConsentReference } from '../supporters/consents.schema.js';

/** Stands in the stored wording for the State; the record of the consent names it. */
const place = '{state}';

/** What who writes a letter agrees to. A new text is a new wording. */
export const letterConsent: ConsentReference = {
  purpose: 'government',
  wording: 'letter-2026-11',
  recipients: 'states',
  texts: {
    en: `I ask you to pass this letter, with my name and country, to the foreign ministry of ${place}. For this I explicitly agree that the campaign processes my name, e-mail address, country and letter, which reveal a political opinion; staff of the campaign read the letter before it is passed on. That State may protect personal data less than mine, and a letter can be seen critically there. I can take this back at any time; what was delivered before cannot be called back.`,
    fr: `Je vous demande de transmettre cette lettre, avec mon nom et mon pays, au ministère des Affaires étrangères de l’État suivant : ${place}. À cette fin, j’accepte expressément que la campagne traite mon nom, mon adresse électronique, mon pays et ma lettre, qui révèlent une opinion politique ; l’équipe de la campagne lit la lettre avant de la transmettre. Cet État protège peut-être moins les données personnelles que le mien, et une lettre peut y être mal vue. Je peux revenir sur ce choix à tout moment ; ce qui a déjà été remis ne peut pas être rappelé.`,
    es: `Les pido que entreguen esta carta, con mi nombre y mi país, al ministerio de Asuntos Exteriores del siguiente Estado: ${place}. Para ello consiento expresamente que la campaña trate mi nombre, mi dirección de correo electrónico, mi país y mi carta, que revelan una opinión política; el equipo de la campaña lee la carta antes de entregarla. Ese Estado puede proteger los datos personales menos que el mío, y allí una carta puede verse con malos ojos. Puedo retirarlo en cualquier momento; lo que ya se entregó no puede recuperarse.`,
    uk: `Прошу передати цей лист із моїм ім’ям та країною до міністерства закордонних справ такої держави: ${place}. Для цього я надаю явну згоду на те, щоб кампанія обробляла моє ім’я, адресу електронної пошти, країну та лист, які розкривають політичні погляди; команда кампанії читає лист, перш ніж його передати. Ця держава може захищати персональні дані слабше, ніж моя, і лист там можуть сприйняти негативно. Я можу відкликати це будь-коли; того, що вже передано, повернути не можна.`,
  },
};

/** The text beside the box, naming the one State the letter goes to. */
export const consentTextFor = (locale: Locale, state: string): string =>
  (letterConsent.texts[locale] ?? '').replace(place, state);
