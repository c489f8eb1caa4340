import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a program and its database or mail server, and can be cut like a cable. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  /** While true, what the target answers is lost; what it is asked still arrives. */
  muted = false;
  /** Milliseconds after which an answer of the target arrives. */
  delay = 0;
  /** How many more connections are let through; the one after them breaks all. */
  connectionsLeft = Infinity;
  private server: Server | undefined;
  private listening = 0;

  /** @param target the port on loopback to pass everything on to; may be changed while cut */
  constructor(public target: number) {}

  get port(): number {
    return this.listening;
  }

  /** Lets connections through; after a cut on the same port again. */
  async open(): Promise<void> {
    const server = createServer((incoming) => {
      // A connection that was let in while the cable was being cut would keep the cut waiting for ever.
      if (this.server !== server) return void incoming.destroy();
      if (this.connectionsLeft-- <= 0) {
        incoming.destroy();
        return void this.cut();
      }
      const outgoing = connect(this.target, '127.0.0.1');
      this.join(incoming, outgoing);
      this.join(outgoing, incoming);
      incoming.on('data', (chunk) => outgoing.write(chunk));
      outgoing.on('data', (chunk) => {
        if (this.muted) return;
        if (this.delay === 0) incoming.write(chunk);
        else setTimeout(() => incoming.write(chunk), this.delay);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.listening, '127.0.0.1', resolve));
    this.listening = (server.address() as AddressInfo).port;
  }

  private join(one: Socket, other: Socket): void {
    this.sockets.add(one);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      this.sockets.delete(one);
      other.destroy();
    });
  }

  /** Breaks every connection and refuses new ones. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
