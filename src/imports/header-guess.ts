import { importFields, type ImportField } from './import.values.js';

/** Common headers, in English, French, Spanish, Ukrainian and other European languages, without accents and punctuation; the likeliest first. */
// One field per line: a list of words is not read down a column.
// prettier-ignore
const names: Record<ImportField, readonly string[]> = {
  given_name: ['given name', 'first name', 'firstname', 'givenname', 'forename', 'prenom', 'nombre', 'nombres', 'імя', 'vorname', 'имя', 'nome', 'voornaam', 'imie', 'fornamn', 'jmeno'],
  family_name: ['family name', 'last name', 'lastname', 'familyname', 'surname', 'nom de famille', 'apellido', 'apellidos', 'прізвище', 'nachname', 'familienname', 'фамилия', 'cognome', 'sobrenome', 'achternaam', 'nazwisko', 'efternamn', 'prijmeni'],
  full_name: ['full name', 'fullname', 'complete name', 'name and surname', 'signer', 'signatory', 'nom complet', 'nom et prenom', 'prenom et nom', 'nombre completo', 'nombre y apellidos', 'піб', 'повне імя', 'імя та прізвище', 'vollstandiger name', 'vor und nachname', 'фио', 'nome completo', 'nome e cognome', 'imie i nazwisko'],
  country: ['country', 'country code', 'pays', 'pais', 'країна', 'land', 'страна', 'paese', 'kraj', 'zeme'],
  email: ['email', 'e mail', 'mail', 'email address', 'e mail address', 'courriel', 'adresse e mail', 'adresse email', 'adresse electronique', 'correo', 'correo electronico', 'електронна пошта', 'ел пошта', 'пошта', 'e mail adresse', 'email adresse', 'электронная почта', 'почта'],
  postal_code: ['postal code', 'postcode', 'zip', 'zip code', 'code postal', 'codigo postal', 'cp', 'поштовий індекс', 'індекс', 'plz', 'postleitzahl', 'индекс', 'cap', 'kod pocztowy', 'postnummer', 'psc'],
  comment: ['comment', 'comments', 'message', 'commentaire', 'comentario', 'mensaje', 'коментар', 'kommentar', 'комментарий'],
  show_name: ['show name', 'public', 'name public', 'afficher le nom', 'nom public', 'mostrar nombre', 'показувати імя', 'публічно'],
  locale: ['locale', 'language', 'lang', 'langue', 'idioma', 'мова', 'sprache', 'язык'],
  signed_on: ['signed on', 'date', 'date signed', 'signed at', 'signed', 'timestamp', 'date de signature', 'fecha', 'fecha de firma', 'дата', 'дата підпису', 'datum', 'unterschrieben am', 'data'],
  newsletter: ['newsletter', 'opt in', 'optin', 'subscribe', 'infolettre', 'lettre d information', 'boletin', 'розсилка', 'рассылка'],
  source: ['source', 'origine', 'origen', 'fuente', 'джерело', 'quelle'],
};

/** Beside a given name these are family names; without one, full names. */
const eitherName = ['name', 'names', 'nom', 'імя', 'имя', 'nombre', 'nome', 'naam', 'namn'];

const plain = (header: string): string =>
  header
    .normalize('NFD')
    // Accents are removed; the two dots of ї belong to the letter.
    .replace(/(?<!\u0456)\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Guesses which columns are which fields; each column is guessed once, and the user decides. */
export function guessColumns(columns: readonly string[]): Partial<Record<ImportField, number>> {
  const headers = columns.map(plain);
  const found: Partial<Record<ImportField, number>> = {};
  for (const field of importFields) {
    const rank = (header: string): number => names[field].map(plain).indexOf(header);
    const best = headers
      .map((header, index) => ({ index, rank: rank(header) }))
      .filter((one) => one.rank >= 0)
      .sort((a, b) => a.rank - b.rank)[0];
    if (best && !Object.values(found).includes(best.index)) found[field] = best.index;
  }
  const either = headers.findIndex((header, index) => eitherName.includes(header) && index !== found.given_name);
  if (either >= 0 && found.family_name === undefined && found.full_name === undefined)
    found[found.given_name === undefined ? 'full_name' : 'family_name'] = either;
  return found;
}
