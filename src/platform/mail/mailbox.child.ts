// The local mailbox in a process of its own (maildev): catches every mail, shows it on a page, sends nothing on.
// It ends with its parent, however that ends: the IPC channel closes.
import { Server, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { MailDev } from 'maildev';

const [smtp, web, folder] = process.argv.slice(2);

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the parent decides when we end.
process.on('SIGTERM', () => undefined);
process.on('SIGHUP', () => undefined);

// Mails hold links that act: nobody else on this machine reads the files,
process.umask(0o077);

// and a page of another website that is open in a browser here reads no mail: the package would let every origin in.
const ownHosts = ['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${web}`);
const isOwn = ({ headers: { host = '', origin } }: IncomingMessage): boolean =>
  ownHosts.includes(host) && (origin === undefined || ownHosts.some((own) => origin === `http://${own}`));
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the server it came from, below
const answer = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
  const [request, channel] = args as [IncomingMessage, ServerResponse | Socket];
  if ((event !== 'request' && event !== 'upgrade') || isOwn(request)) return answer.apply(this, [event, ...args] as never);
  if (event === 'request') (channel as ServerResponse).writeHead(403).end();
  else channel.destroy();
  return true;
} as typeof answer;

try {
  const mailbox = new MailDev({
    smtp: Number(smtp),
    ip: '127.0.0.1',
    web: Number(web),
    webIp: '127.0.0.1',
    mailDirectory: folder,
    maxEmails: 2000,
    silent: true,
  });
  await mailbox.start();
  process.send?.('ready');
} catch (error) {
  process.send?.((error as NodeJS.ErrnoException).code ?? String(error));
}
