import type { Verdict } from '../../claims/claim.status.js';
import type { Locale } from '../../platform/http/locale.js';

/** The words of the page with the founding essay, and those that point to it. */
export interface EssayTexts {
  title: string;
  lead: string;
  how: string;
  link: string;
  /** Before the sentence that a fact corrects. */
  corrects: string;
  facts: string;
  sources: string;
  /** Instead of the day of a check, where nobody has checked since the register was compiled. */
  compiled: (date: string) => string;
  verdict: Record<Verdict, string>;
}

export const essayTexts: Record<Locale, EssayTexts> = {
  en: {
    title: 'The founding essay, with corrections',
    lead: 'This campaign began with an opinion essay. Its author’s name is not known to us. Here is its argument in our words, and each of its statements in short form with what our register says of it.',
    how: 'The sentences in quotation marks are the essay’s in short form, not word for word. A verdict speaks of the fact, not of the opinion; what is marked as an opinion is the essay’s, and this campaign says so where it shares it.',
    link: 'The campaign’s founding essay, sentence by sentence, with corrections',
    corrects: 'Corrects a sentence of the campaign’s founding essay:',
    facts: 'The facts our own texts rest on',
    sources: 'Sources',
    compiled: (date) => `compiled on ${date}, not checked since`,
    verdict: {
      true: 'True.',
      mostly_true: 'Mostly true.',
      partly_false: 'Partly false.',
      false: 'False.',
      outdated: 'Outdated.',
      overstated: 'Overstated.',
      inaccurate: 'Inaccurate.',
      imprecise: 'Imprecise.',
      wrong_name: 'Wrong name.',
      overgeneralised: 'Too general.',
      misleading: 'Misleading.',
      overtaken_and_legally_barred: 'Overtaken by events.',
      add: 'Missing from the essay.',
      opinion: 'An opinion.',
      contested: 'An opinion, and disputed.',
      unsupported: 'No source supports it; we do not say it.',
      unverified_likely_false: 'No source found, and probably false; we do not say it.',
    },
  },
  fr: {
    title: 'L’essai fondateur, avec ses corrections',
    lead: 'Cette campagne est née d’un essai d’opinion. Le nom de son auteur ne nous est pas connu. Voici son argument, dit avec nos mots, et chacune de ses affirmations en abrégé, avec ce qu’en dit notre registre.',
    how: 'Les phrases entre guillemets sont celles de l’essai en abrégé, en anglais, et non mot pour mot. Un verdict porte sur le fait, non sur l’opinion ; ce qui est donné pour une opinion est celle de l’essai, et la campagne le dit là où elle la partage.',
    link: 'L’essai fondateur de la campagne, phrase par phrase, avec ses corrections',
    corrects: 'Corrige une phrase de l’essai fondateur de la campagne :',
    facts: 'Les faits sur lesquels reposent nos propres textes',
    sources: 'Sources',
    compiled: (date) => `établi le ${date}, non vérifié depuis`,
    verdict: {
      true: 'Exact.',
      mostly_true: 'Exact pour l’essentiel.',
      partly_false: 'En partie faux.',
      false: 'Faux.',
      outdated: 'Dépassé.',
      overstated: 'Exagéré.',
      inaccurate: 'Inexact.',
      imprecise: 'Imprécis.',
      wrong_name: 'Nom erroné.',
      overgeneralised: 'Trop général.',
      misleading: 'Trompeur.',
      overtaken_and_legally_barred: 'Dépassé par les événements.',
      add: 'Absent de l’essai.',
      opinion: 'Une opinion.',
      contested: 'Une opinion, et contestée.',
      unsupported: 'Aucune source ne l’étaie ; nous ne le disons pas.',
      unverified_likely_false: 'Aucune source trouvée, et probablement faux ; nous ne le disons pas.',
    },
  },
  es: {
    title: 'El ensayo fundacional, con sus correcciones',
    lead: 'Esta campaña nació de un ensayo de opinión. No conocemos el nombre de su autor. Aquí está su argumento con nuestras palabras, y cada una de sus afirmaciones en forma breve, con lo que nuestro registro dice de ella.',
    how: 'Las frases entre comillas son las del ensayo en forma breve, en inglés, y no palabra por palabra. Un veredicto trata del hecho, no de la opinión; lo que se señala como opinión es del ensayo, y la campaña lo dice donde la comparte.',
    link: 'El ensayo fundacional de la campaña, frase por frase, con sus correcciones',
    corrects: 'Corrige una frase del ensayo fundacional de la campaña:',
    facts: 'Los hechos en que se apoyan nuestros propios textos',
    sources: 'Fuentes',
    compiled: (date) => `compilado el ${date}, sin comprobar desde entonces`,
    verdict: {
      true: 'Correcto.',
      mostly_true: 'Correcto en lo esencial.',
      partly_false: 'Falso en parte.',
      false: 'Falso.',
      outdated: 'Superado.',
      overstated: 'Exagerado.',
      inaccurate: 'Inexacto.',
      imprecise: 'Impreciso.',
      wrong_name: 'Nombre equivocado.',
      overgeneralised: 'Demasiado general.',
      misleading: 'Engañoso.',
      overtaken_and_legally_barred: 'Superado por los hechos.',
      add: 'Falta en el ensayo.',
      opinion: 'Una opinión.',
      contested: 'Una opinión, y discutida.',
      unsupported: 'Ninguna fuente lo respalda; no lo decimos.',
      unverified_likely_false: 'No se halló fuente, y probablemente sea falso; no lo decimos.',
    },
  },
  uk: {
    title: 'Засадниче есе з виправленнями',
    lead: 'Ця кампанія почалася з есе-думки. Ім’я його автора нам невідоме. Тут подано його аргумент нашими словами, а кожне його твердження — стисло, з тим, що каже про нього наш реєстр.',
    how: 'Речення в лапках — це речення есе у стислій формі, англійською, а не дослівно. Вердикт стосується факту, а не думки; позначене як думка належить есе, а кампанія каже про це там, де її поділяє.',
    link: 'Засадниче есе кампанії, речення за реченням, з виправленнями',
    corrects: 'Виправляє речення засадничого есе кампанії:',
    facts: 'Факти, на яких ґрунтуються наші власні тексти',
    sources: 'Джерела',
    compiled: (date) => `укладено ${date}, відтоді не перевірено`,
    verdict: {
      true: 'Правда.',
      mostly_true: 'Здебільшого правда.',
      partly_false: 'Частково хибно.',
      false: 'Хибно.',
      outdated: 'Застаріло.',
      overstated: 'Перебільшено.',
      inaccurate: 'Неточно.',
      imprecise: 'Нечітко.',
      wrong_name: 'Неправильна назва.',
      overgeneralised: 'Надто загально.',
      misleading: 'Вводить в оману.',
      overtaken_and_legally_barred: 'Випереджено подіями.',
      add: 'Цього в есе немає.',
      opinion: 'Думка.',
      contested: 'Думка, яку оспорюють.',
      unsupported: 'Жодне джерело цього не підтверджує; ми цього не кажемо.',
      unverified_likely_false: 'Джерела не знайдено, імовірно хибно; ми цього не кажемо.',
    },
  },
};
