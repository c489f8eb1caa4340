import { readFileSync } from 'node:fs';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { minutes } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { StartupProblem, TemporarilyUnavailable } from '../../platform/errors.js';
import { ReportAddresses } from '../../platform/mail/report-addresses.js';
import { CONFIG } from '../../platform/runtime.js';
import { InboxIntake } from './inbox-intake.service.js';
import { listenerLimits, messagesInHand } from './inbox.limits.js';
import { NetworkLimits } from './network-limits.js';
import { ReplyAddresses } from '../../letters/sending/reply-addresses.js';

type Done = (error?: Error | null) => void;

/** A three-digit reply, with the extended code of RFC 3463 in its text. */
const answer = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
const later = (): Error => answer(451, '4.3.0 Please try again later');

/**
 * Receives email by SMTP for addresses that are provably ours, and for no others. The sender receives 250 only when the message is stored; any
 * earlier failure is answered with 451, and the sender's server retries. Addresses are never logged.
 */
@Injectable()
export class InboundSmtp implements BeforeApplicationShutdown {
  private readonly log = new Logger('InboundSmtp');
  private readonly largest: number;
  private server: SMTPServer | undefined;
  /** Bytes of all messages in memory. */
  private held = 0;
  private readonly limits = new NetworkLimits();
  /** Messages are processed one after the other, so that one of many parts does not meet another. */
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly addresses: ReplyAddresses,
    private readonly reports: ReportAddresses,
    private readonly intake: InboxIntake,
  ) {
    this.largest = config.INBOUND_MAX_MB * 1024 * 1024;
  }

  /** Starts to listen, if configured. @throws StartupProblem */
  async start(): Promise<void> {
    const { INBOUND_SMTP_PORT: port, INBOUND_SMTP_HOST: host } = this.config;
    if (port === undefined) return;
    const server = await this.open();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(
          new StartupProblem(
            `Email cannot be received on port ${port} of ${host}: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}. Set INBOUND_SMTP_PORT to a free one.`,
          ),
        ),
      );
      server.listen(port, host, resolve);
    });
    // Broken connections are not worth reporting.
    server.on('error', () => undefined);
    this.server = server;
    this.log.log(`Email is received on port ${port}.`);
  }

  /** Closes before the database does; unfinished deliveries are retried by their senders. */
  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => void server.close(() => resolve()));
    await this.line.catch(() => undefined);
  }

  private async open(): Promise<SMTPServer> {
    const { SMTPServer } = await import('smtp-server');
    const { INBOUND_TLS_CERT_FILE: cert, INBOUND_TLS_KEY_FILE: key } = this.config;
    const tls = cert !== undefined && key !== undefined;
    return new SMTPServer({
      banner: 'Demarche',
      size: this.largest,
      authOptional: true,
      disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      ...(tls && { cert: readFileSync(cert), key: readFileSync(key) }),
      disableReverseLookup: true,
      maxClients: listenerLimits.connections,
      socketTimeout: listenerLimits.idleSeconds * 1000,
      closeTimeout: 2_000,
      logger: false,
      onConnect: (session, done) => {
        // A client that sends a byte a minute would stay forever.
        setTimeout(() => this.hangUp(session), minutes(listenerLimits.minutes)).unref();
        done(
          this.limits.connect(session.remoteAddress)
            ? null
            : answer(421, '4.7.0 Too many connections from your network'),
        );
      },
      onClose: (session) => this.limits.close(session.remoteAddress),
      onMailFrom: (_address, session, done) => {
        void this.limits
          .message(session.remoteAddress)
          .then((takes) =>
            done(takes ? null : answer(451, '4.7.1 Too many messages from your network, please try again later')),
          );
      },
      onRcptTo: ({ address }, session, done) => void this.greet(address, session, done),
      onData: (stream, session, done) => void this.read(stream, session, done),
    });
  }

  private async greet(address: string, session: SMTPServerSession, done: Done): Promise<void> {
    if (this.addresses.read(address) === null && this.reports.ownerOf(address) === null)
      return done(answer(550, '5.1.1 No such address here'));
    if (session.envelope.rcptTo.length >= listenerLimits.recipients)
      return done(answer(452, '4.5.3 Too many recipients'));
    try {
      if (await this.intake.isBusy(address))
        return done(answer(451, '4.7.1 This address accepts no more email for now'));
      done();
    } catch {
      done(later());
    }
  }

  /** Buffers no more bytes than the largest message; the rest is discarded, and a client that does not stop is cut off. */
  private async read(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const chunks: Buffer[] = [];
    let [own, seen] = [0, 0];
    let isFull = false;
    const letGo = (): void => {
      this.held -= own;
      own = 0;
      chunks.length = 0;
    };
    stream.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      isFull ||= this.held + chunk.length > this.largest * messagesInHand;
      if (seen > this.largest || isFull) letGo();
      else {
        chunks.push(chunk);
        own += chunk.length;
        this.held += chunk.length;
      }
      if (seen > 2 * this.largest) this.hangUp(session);
    });
    const isEnded = await new Promise<boolean>((resolve) => {
      stream.once('end', () => resolve(true));
      stream.once('error', () => resolve(false));
    });
    if (!isEnded) return letGo();
    const raw = Buffer.concat(chunks);
    chunks.length = 0;
    try {
      if (seen > this.largest) return done(answer(552, `5.3.4 A message may have ${this.largest} bytes`));
      if (isFull) return done(later());
      await this.inLine(() => this.take(raw, session));
      done();
    } catch (error) {
      if (!(error instanceof TemporarilyUnavailable))
        this.log.error(`A message was not accepted: ${(error as Error).name}`);
      done(later());
    } finally {
      letGo();
    }
  }

  private async take(raw: Buffer, session: SMTPServerSession): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const handover = {
      ip: session.remoteAddress,
      helo: session.hostNameAppearsAs || '',
      envelopeFrom: mailFrom ? mailFrom.address : '',
    };
    for (const { address } of rcptTo) await this.intake.take({ source: 'smtp', raw, recipient: address, handover });
  }

  private inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.line.then(work, work);
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private connectionOf(session: SMTPServerSession): { id: string; close: () => void } | undefined {
    const connections = this.server?.connections ?? new Set();
    return [...connections].find(({ id }) => id === session.id);
  }

  private hangUp(session: SMTPServerSession): void {
    this.connectionOf(session)?.close();
  }
}
