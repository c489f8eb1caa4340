// Watches the email of an update several times a second, as a doubting member of staff would: the ledger by SQL, and the page over HTTP.
import { stateWords } from '../../dist/admin/updates/mailing-progress.js';
import { recipientStates } from '../../dist/updates/recipients.status.js';
import { faultsOfNumbers } from './mailing-verdict.mjs';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const nameOf = Object.fromEntries(Object.entries(recipientStates).map(([name, code]) => [code, name]));
const byName = (counts) => Object.fromEntries(Object.entries(counts ?? {}).map(([code, n]) => [nameOf[code], n]));
/** Rows of the page's table, as people read them */
const rowPattern =
  /<th scope="row"[^>]*>(?:<strong>)?([^<]+)(?:<\/strong>)?<\/th>\s*<td [^>]*data-label="Recipients">(?:<strong>)?([\d,]+)</g;
const stateOfWords = Object.fromEntries(Object.entries(stateWords).map(([state, words]) => [words, state]));

export class MailingWatch {
  looks = { ledger: 0, page: 0 };
  /** Times that no answer came, or 503, while the database or the web process was away */
  away = { ledger: 0, page: 0 };
  /** Broken promise → how often, and when first */
  broken = new Map();
  /** Recipients that neither wait nor are in hand, at the last look */
  settled = 0;
  /** Some wait again by a person's decision. */
  isRepeating = false;
  #running = true;
  #loops;

  /** @param wasThere (at, ...names) → whether these were up then, and for long enough */
  constructor({ ask, pageUrl, cookie, update, amount, mailboxes, wasThere }) {
    Object.assign(this, { ask, pageUrl, cookie, update, amount, mailboxes, wasThere });
    this.begun = performance.now();
    this.#loops = [this.#every(150, () => this.#lookAtLedger()), this.#every(200, () => this.#lookAtPage())];
  }

  async stop() {
    this.#running = false;
    await Promise.all(this.#loops);
  }

  report(what) {
    const known = this.broken.get(what);
    if (known) known.times++;
    else this.broken.set(what, { times: 1, first: (performance.now() - this.begun) / 1000 });
  }

  async #every(milliseconds, look) {
    while (this.#running) {
      await look();
      await pause(milliseconds);
    }
  }

  async #lookAtLedger() {
    const [at, before] = [performance.now(), this.mailboxes.reached];
    let row;
    try {
      [row] = await this.ask(
        `select m.state, m.frozen,
           (select jsonb_object_agg(t.state, t.count) from update_tally t where t.update_id = m.update_id) as sums,
           (select jsonb_object_agg(c.state, c.n) from (
              select state, count(*)::int as n from update_recipient where update_id = m.update_id group by state) c) as counted
         from update_mailing m where m.update_id = $1`,
        [this.update],
      );
    } catch (error) {
      this.away.ledger++;
      if (this.wasThere(at, 'database')) this.report(`the ledger did not answer: ${error.message}`);
      return;
    }
    this.looks.ledger++;
    const [sums, counted] = [byName(row.sums), byName(row.counted)];
    this.settled = this.amount - (counted.waiting ?? 0) - (counted.in_hand ?? 0);
    this.#judge('ledger', sums, { total: row.frozen, before, state: row.state });
    for (const name of Object.keys(sums))
      if (sums[name] !== (counted[name] ?? 0))
        this.report(`ledger: the sum of “${name}” is ${sums[name]}, and ${counted[name] ?? 0} recipients are`);
  }

  async #lookAtPage() {
    const [at, before] = [performance.now(), this.mailboxes.reached];
    const { status, text } = await this.page().catch((error) => ({
      status: error.cause?.code ?? error.name,
      text: '',
    }));
    if (status !== 200) {
      this.away.page++;
      const isAllowed = status === 503 || typeof status === 'string';
      if (!isAllowed || this.wasThere(at, 'database', 'web')) this.report(`the page answered ${status}`);
      return;
    }
    this.looks.page++;
    const { counts, total } = numbersOn(text);
    this.#judge('page', counts, { total, before, state: text.includes('<h2>Sent</h2>') ? 'done' : 'sending' });
  }

  /** @returns the page of the mailing as staff see it */
  async page() {
    const answer = await fetch(this.pageUrl, {
      headers: { cookie: this.cookie },
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
    });
    return { status: answer.status, text: await answer.text() };
  }

  #judge(source, counts, { total, before, state }) {
    const reached = [before, this.mailboxes.reached];
    const { amount, isRepeating } = this;
    for (const fault of faultsOfNumbers(counts, { total, amount, reached, state, isRepeating }))
      this.report(`${source}: ${fault}`);
  }
}

/** The numbers on the page; `total` is null where there are none. */
export function numbersOn(html) {
  const counts = {};
  let total = null;
  for (const [, words, n] of html.matchAll(rowPattern)) {
    const number = Number(n.replaceAll(',', ''));
    if (words === 'Total') total = number;
    else if (words === 'Not sent') counts.waiting = number;
    else counts[stateOfWords[words] ?? words] = number;
  }
  return { counts, total };
}
