import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the server does at a stage of the conversation. `drop` breaks the connection, `hang` never answers. */
export type Behaviour = 'accept' | 'drop' | 'hang' | { code: number; text: string };
export type Stage = 'MAIL FROM' | 'RCPT TO' | 'DATA';

/** An email as it came over the wire. */
export interface Received {
  /** Envelope sender */
  from: string;
  to: string;
  raw: string;
  mail: ParsedMail;
}

/** A real SMTP server on loopback that keeps what it is given and misbehaves on command. */
export class MailSink {
  readonly received: Received[] = [];
  /** Asked at every stage; `to` is the recipient where it is known. A promise makes the client wait. */
  behave: (stage: Stage, to: string) => Behaviour | Promise<Behaviour> = () => 'accept';
  private server: SMTPServer | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  static async start(): Promise<MailSink> {
    const sink = new MailSink();
    await sink.listen();
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  to(address: string): ParsedMail[] {
    return this.received.filter((one) => one.to === address).map((one) => one.mail);
  }

  /** Starts to listen; after `stop` on the same port again. */
  async listen(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      maxClients: 1000,
      onMailFrom: (_address, session, done) => void this.act('MAIL FROM', '', session, done),
      onRcptTo: ({ address }, session, done) => void this.act('RCPT TO', address, session, done),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.take(Buffer.concat(chunks), session, done));
      },
    });
    server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Goes away as a machine that is switched off: connections break, new ones are refused. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async act(
    stage: Stage,
    to: string,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    this.answer(await this.behave(stage, to), session, done);
  }

  private async take(content: Buffer, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
    const behaviour = await this.behave('DATA', to);
    // A server that breaks the connection after the text, or never answers, may well have taken the email.
    if (typeof behaviour === 'string')
      this.received.push({
        from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
        to,
        raw: content.toString('utf8'),
        mail: await simpleParser(content),
      });
    this.answer(behaviour, session, done);
  }

  private answer(behaviour: Behaviour, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    if (behaviour === 'accept') done();
    else if (behaviour === 'drop') this.socketOf(session)?.destroy();
    else if (behaviour !== 'hang') done(Object.assign(new Error(behaviour.text), { responseCode: behaviour.code }));
  }

  private socketOf(session: SMTPServerSession): Socket | undefined {
    return [...this.sockets].find((socket) => socket.remotePort === session.remotePort);
  }
}
