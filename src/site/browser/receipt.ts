// Checks a receipt (C2SP tlog-proof) in the browser. Nothing is sent: keys and words are in the page.

interface Words {
  good: string;
  says: string;
  mailboxRight: string;
  mailboxWrong: string;
  unreadable: string;
  otherLog: string;
  unsigned: string;
  notIncluded: string;
  cannot: string;
}

interface Receipt {
  salt: Uint8Array<ArrayBuffer>;
  record: string;
  version: number;
  index: number;
  proof: Uint8Array<ArrayBuffer>[];
  /** The text of the checkpoint that is signed */
  text: string;
  origin: string;
  size: number;
  root: string;
  signatures: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
}

type Outcome =
  | { fault: Exclude<keyof Words, 'good' | 'says' | 'mailboxRight' | 'mailboxWrong'>; origin?: string }
  | { receipt: Receipt };

const utf8 = new TextEncoder();
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(parts.flatMap((part) => [...part]));
const hash = async (...parts: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));

function read(file: string): Receipt | null {
  try {
    const [head = '', text = '', signed = ''] = file.split('\n\n');
    const [title, extra = '', index = '', ...proof] = head.split('\n');
    const [origin = '', size = '', root = ''] = text.split('\n');
    const { salt, record, v } = JSON.parse(new TextDecoder().decode(bytesOf(extra.replace(/^extra /, '')))) as {
      salt: string;
      record: string;
      v: number;
    };
    const number = /^index (\d+)$/.exec(index)?.[1];
    if (title !== 'c2sp.org/tlog-proof@v1' || number === undefined || !/^\d+$/.test(size)) return null;
    const signatures = signed.split('\n').flatMap((line) => {
      const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      return name === '' ? [] : [{ name, bytes: bytesOf(base64) }];
    });
    return {
      ...{ salt: bytesOf(salt), record, version: v, index: Number(number), proof: proof.map(bytesOf) },
      ...{ text: `${text}\n`, origin, size: Number(size), root, signatures },
    };
  } catch {
    return null;
  }
}

/** The root that the proof leads to (RFC 6962); null when the proof has the wrong length. */
async function rootOf({ salt, record, version, index, size, proof }: Receipt): Promise<string | null> {
  const commitment = base64Of(await hash(salt, utf8.encode(record)));
  const entry = utf8.encode(JSON.stringify({ c: commitment, k: 'sign', v: version }));
  let own = await hash(Uint8Array.of(0), entry);
  let [at, last] = [index, size - 1];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      own = await hash(Uint8Array.of(1), sibling, own);
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else own = await hash(Uint8Array.of(1), own, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? base64Of(own) : null;
}

/** Whether one of the keys in the page signed the checkpoint. */
async function isSigned({ text, origin, signatures }: Receipt, vkeys: readonly string[]): Promise<boolean> {
  for (const vkey of vkeys) {
    const [name = '', id = '', ...key] = vkey.split('+');
    if (name !== origin) continue;
    const raw = bytesOf(key.join('+')).slice(1);
    const known = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    for (const { name: signer, bytes } of signatures) {
      const isOwn =
        signer === name && [...bytes.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('') === id;
      if (isOwn && (await crypto.subtle.verify('Ed25519', known, bytes.slice(4), utf8.encode(text)))) return true;
    }
  }
  return false;
}

async function judge(file: string, vkeys: readonly string[]): Promise<Outcome> {
  const receipt = read(file);
  if (!receipt) return { fault: 'unreadable' };
  if (!vkeys.some((vkey) => vkey.startsWith(`${receipt.origin}+`)))
    return { fault: 'otherLog', origin: receipt.origin };
  try {
    if (!(await isSigned(receipt, vkeys))) return { fault: 'unsigned' };
  } catch {
    return { fault: 'cannot' };
  }
  return (await rootOf(receipt)) === receipt.root ? { receipt } : { fault: 'notIncluded' };
}

/** What is in the record, in the order of its own words. */
const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

async function lines(outcome: Outcome, words: Words, mailbox: string): Promise<string[]> {
  if ('fault' in outcome) return [filled(words[outcome.fault], { origin: outcome.origin ?? '' })];
  const { record, salt } = outcome.receipt;
  const { givenName, familyName, country, confirmedOn, mailbox: own } = JSON.parse(record) as Record<string, string>;
  const named = new Intl.DisplayNames([document.documentElement.lang], { type: 'region' }).of(country ?? '') ?? '';
  const day = new Date(confirmedOn ?? '').toLocaleDateString(document.documentElement.lang, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const said = [words.good, filled(words.says, { name: `${givenName} ${familyName}`.trim(), country: named, day })];
  if (mailbox === '') return said;
  const theirs = base64Of(await hash(utf8.encode('mailbox\n'), salt, utf8.encode(mailbox.toLowerCase())));
  return [...said, theirs === own ? words.mailboxRight : words.mailboxWrong];
}

const form = document.querySelector<HTMLFormElement>('#receipt');
const verdict = document.getElementById('verdict');
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const file = form.querySelector<HTMLInputElement>('#file')?.files?.[0];
  const mailbox = form.querySelector<HTMLInputElement>('#mailbox')?.value.trim() ?? '';
  const words = JSON.parse(form.dataset.words ?? '{}') as Words;
  const vkeys = JSON.parse(form.dataset.keys ?? '[]') as string[];
  void (async () => {
    const outcome = await judge((await file?.text()) ?? '', vkeys);
    const said = await lines(outcome, words, mailbox);
    verdict?.replaceChildren(
      ...said.map((text, i) => {
        const line = document.createElement('p');
        if (i === 0) line.className = 'fault' in outcome ? 'error' : 'notice';
        line.textContent = text;
        return line;
      }),
    );
  })();
});
