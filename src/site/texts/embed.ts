import type { Locale } from '../../platform/http/locale.js';

/** What the embedded form says besides the words of the petition page. */
interface EmbedTexts {
  /** Whose form it is: it stands on somebody else's page. */
  runBy: (host: string) => string;
  read: string;
  /** The answer did not come; whether the sign-up arrived is not known, and sending it twice counts once. */
  failed: string;
}

export const embedTexts: Record<Locale, EmbedTexts> = {
  en: {
    runBy: (host) => `This form belongs to ${host}. What you enter goes there, not to the website around it.`,
    read: 'Read the whole petition',
    failed:
      'No answer came. Please check your connection and send it again; you are counted once, however often you send.',
  },
  fr: {
    runBy: (host) =>
      `Ce formulaire appartient à ${host}. Ce que vous saisissez y est envoyé, et non au site qui l’affiche.`,
    read: 'Lire toute la pétition',
    failed:
      'Aucune réponse n’est arrivée. Vérifiez votre connexion et renvoyez le formulaire ; vous ne serez compté qu’une fois.',
  },
  es: {
    runBy: (host) => `Este formulario pertenece a ${host}. Lo que escriba va allí, no al sitio web que lo muestra.`,
    read: 'Leer la petición completa',
    failed: 'No llegó ninguna respuesta. Compruebe su conexión y vuelva a enviarlo; se le contará una sola vez.',
  },
  uk: {
    runBy: (host) => `Ця форма належить ${host}. Те, що ви вводите, надходить туди, а не на сайт, де її показано.`,
    read: 'Прочитати всю петицію',
    failed: 'Відповідь не надійшла. Перевірте з’єднання й надішліть ще раз; вас буде зараховано лише один раз.',
  },
};
