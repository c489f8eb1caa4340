import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { MailboxLimits } from './limits.js';
import type { MailStore } from './mail-store.js';
import { deliveryLines } from './read-mail.js';

type Done = (error?: Error | null) => void;

const answer = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** A mail server on loopback that accepts every email for every address, and forwards nothing. */
export async function receiveMail(
  store: MailStore,
  limits: MailboxLimits,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    banner: 'Demarche, a mailbox for trying things out',
    size: limits.mailBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    logger: false,
    onData: (stream, session, done) => void take(stream, session, done, store, limits),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // Broken connections are not worth reporting.
  server.on('error', () => undefined);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Says 250 only when the email is on disk. */
async function take(
  stream: SMTPServerDataStream,
  { envelope: { mailFrom, rcptTo } }: SMTPServerSession,
  done: Done,
  store: MailStore,
  { mailBytes }: MailboxLimits,
): Promise<void> {
  const recipients = rcptTo.map(({ address }) => address);
  const chunks: Buffer[] = [deliveryLines(mailFrom ? mailFrom.address : '', recipients)];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      // A message that is too large is read to its end and not kept.
      if (size > mailBytes) chunks.length = 0;
      else chunks.push(chunk);
    }
    if (size > mailBytes) return done(answer(552, `5.3.4 An email may have ${mailBytes} bytes`));
    await store.add(Buffer.concat(chunks));
    done();
  } catch (error) {
    done(
      answer(452, `4.3.1 The email could not be stored (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`),
    );
  }
}
