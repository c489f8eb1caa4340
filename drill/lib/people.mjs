// People who sign and confirm through the proxy, and the mail server that receives what they get.
import { SMTPServer } from 'smtp-server';

/**
 * A mail server that takes everything.
 * @param onMail told of each email once all of it has arrived: its recipient, the link in it, its Message-ID
 * @param answerAfter milliseconds until it is answered: long enough for a worker to be killed in the middle of some
 */
export async function startMailServer(port, onMail, answerAfter = () => 20) {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replace(/=3D/g, '=');
        for (const { address } of session.envelope.rcptTo)
          onMail(address, /\/c\/([\w.~-]{20,})/.exec(text)?.[1] ?? null, /^message-id: (\S+)/im.exec(text)?.[1]);
        setTimeout(done, answerAfter());
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => new Promise((resolve) => server.close(resolve));
}

/** Signs and confirms until it is stopped, and remembers what was acknowledged. */
export class People {
  acknowledged = new Set();
  confirmed = new Set();
  /** Answers that a person would see as an error: [time, what, status]. */
  errors = [];
  /** Moments of acknowledged sign-ups. */
  moments = [];
  /** Emails by recipient */
  mails = new Map();
  /** Message-ID → how often it arrived, and for whom. A sign-up that a proxy sent twice makes two emails, each with its own. */
  messages = new Map();
  #running = true;
  #n = 0;
  #loops;

  constructor(url, connections) {
    this.url = url;
    this.#loops = Array.from({ length: connections }, () => this.#sign());
  }

  received(address, token, id) {
    this.messages.set(id, { address, times: (this.messages.get(id)?.times ?? 0) + 1 });
    this.mails.set(address, (this.mails.get(address) ?? 0) + 1);
    if (token && !this.confirmed.has(address)) void this.#confirm(address, token);
  }

  async stop() {
    this.#running = false;
    await Promise.all(this.#loops);
  }

  async #sign() {
    while (this.#running) {
      const email = `person${this.#n++}@example.org`;
      const status = await this.#ask('sign', '/api/v1/petitions/reconsider/signatures', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          givenName: 'Ada',
          familyName: 'Lovelace',
          email,
          country: 'GB',
          locale: 'en',
          consents: [{ purpose: 'signature', wording: '2026-11' }],
        }),
      });
      if (status === 202) {
        this.acknowledged.add(email);
        this.moments.push(performance.now());
      }
      await new Promise((resolve) => setTimeout(resolve, status === 202 ? 40 : 200));
    }
  }

  /** As a person does whose click failed: once more a little later. */
  async #confirm(address, token) {
    for (let attempt = 0; attempt < 100; attempt++) {
      const status = await this.#ask('confirm', `/c/${token}`, { method: 'POST', redirect: 'manual' });
      if (status === 303) return void this.confirmed.add(address);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  async #ask(what, path, options) {
    const status = await fetch(this.url + path, { ...options, signal: AbortSignal.timeout(15_000) }).then(
      async (answer) => (await answer.arrayBuffer(), answer.status),
      (error) => error.cause?.code ?? error.name,
    );
    if (status !== 202 && status !== 303) this.errors.push([performance.now(), what, status]);
    return status;
  }
}
