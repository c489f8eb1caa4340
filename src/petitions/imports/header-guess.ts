import { importFields, type ImportField } from './import.status.js';

/** Headers people write, in English, French, Spanish and Ukrainian, without accents and punctuation. */
const names: Record<ImportField, readonly string[]> = {
  given_name: ['given name', 'first name', 'firstname', 'givenname', 'forename', 'prenom', 'nombre', 'nombres', 'імя', 'vorname'],
  family_name: ['family name', 'last name', 'lastname', 'familyname', 'surname', 'name', 'nom', 'nom de famille', 'apellido', 'apellidos', 'прізвище', 'nachname'], // prettier-ignore
  country: ['country', 'country code', 'pays', 'pais', 'країна', 'land'],
  email: ['email', 'e mail', 'mail', 'email address', 'e mail address', 'courriel', 'adresse e mail', 'adresse email', 'correo', 'correo electronico', 'електронна пошта', 'ел пошта', 'пошта'], // prettier-ignore
  postal_code: ['postal code', 'postcode', 'zip', 'zip code', 'code postal', 'codigo postal', 'cp', 'поштовий індекс', 'індекс', 'plz'],
  comment: ['comment', 'message', 'commentaire', 'comentario', 'mensaje', 'коментар'],
  show_name: ['show name', 'public', 'name public', 'afficher le nom', 'nom public', 'mostrar nombre', 'показувати імя', 'публічно'],
  locale: ['locale', 'language', 'lang', 'langue', 'idioma', 'мова'],
  signed_on: [
    'signed on',
    'date',
    'date signed',
    'signed at',
    'signed',
    'date de signature',
    'fecha',
    'fecha de firma',
    'дата',
    'дата підпису',
  ],
  newsletter: ['newsletter', 'opt in', 'optin', 'subscribe', 'infolettre', 'lettre d information', 'boletin', 'розсилка'],
  source: ['source', 'origine', 'origen', 'fuente', 'джерело'],
};

const plain = (header: string): string =>
  header
    .normalize('NFD')
    // Accents go; the two dots of ї belong to the letter.
    .replace(/(?<!\u0456)\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Which columns look like which fields; each column is guessed once, and the user has the last word. */
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
  return found;
}
