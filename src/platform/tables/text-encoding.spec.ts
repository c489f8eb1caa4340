import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodedIn } from '../../../test/support/encode.js';
import { spool } from './spooled-file.js';
import { encodingOf } from './text-encoding.js';

describe('encodingOf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-encoding-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const found = async (bytes: Buffer) => {
    const file = await spool(
      (async function* () {
        yield await Promise.resolve(bytes);
      })(),
      folder,
    );
    try {
      return await encodingOf(file.handle);
    } finally {
      await file.close();
    }
  };

  it.each([
    ['windows-1251', 'Ім’я;Прізвище;Країна\nОльга;Шевченко;UA\nІван;Франко;UA\nНаталія;Їжак;UA\n'.replaceAll('’', "'")],
    ['windows-1251', 'Given name,Family name\nОльга,Иванова\n'],
    ['koi8-r', 'Given name,Family name\nОльга,Иванова\nПётр,Сидоров\n'],
    ['windows-1252', 'Prénom;Nom\nZoé;Lefèvre\nFrançois;Müller\n'],
    ['windows-1252', 'Nombre;Apellidos\nJosé;Núñez Peña\n'],
    ['windows-1250', 'Jméno;Příjmení\nJiří;Dvořák\nŁukasz;Wójcik\nZdeněk;Černý\n'],
    ['windows-1253', 'Όνομα;Επώνυμο\nΓιώργος;Παπαδόπουλος\nΕλένη;Νικολάου\n'],
    ['windows-1254', 'Ad;Soyad\nIşıl;Yılmaz\nŞükrü;Çağlar\nGökçe;İnönü\n'],
    ['windows-1255', 'Given name,Family name\nדוד,כהן\nשרה,לוי\n'],
    ['windows-1256', 'Given name,Family name\nمحمد,حسين\nفاطمة,الزهراء\n'],
    ['shift_jis', '名,姓,国\n花子,山田,日本\n太郎,すずき,日本\n'],
    ['gb18030', '名,姓,国家\n伟,王,中国\n芳,李,中国\n秀英,张,中国\n建国,刘,中国\n'],
    ['big5', '名,姓,國家\n志明,陳,台灣\n淑芬,林,台灣\n雅婷,黃,台灣\n俊傑,張,台灣\n'],
    ['euc-kr', '이름,성,국가\n민준,김,대한민국\n서연,이,대한민국\n'],
  ])('guesses %s', async (encoding, text) => {
    expect(await found(encodedIn(encoding, text))).toEqual({ encoding, guessed: true });
  });

  it('lets a byte order mark settle it, also where bytes are broken', async () => {
    const broken = Buffer.concat([Buffer.from('\uFEFFa,b\nJos'), Buffer.from([0xe9]), Buffer.from(',x\n')]);
    expect(await found(broken)).toEqual({ encoding: 'utf-8', guessed: false });
  });

  it('takes what is mostly UTF-8 for it, and says that some of it is not', async () => {
    const broken = Buffer.concat([Buffer.from('a,b\nZoé,Łęcka\nJos'), Buffer.from([0xe9]), Buffer.from(',x\n')]);
    expect(await found(broken)).toEqual({ encoding: 'utf-8', guessed: true });
    expect(await found(Buffer.from('a,b\nZoé,Łęcka\n'))).toEqual({ encoding: 'utf-8', guessed: false });
  });
});
