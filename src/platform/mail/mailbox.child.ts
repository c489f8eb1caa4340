// The local mailbox in a process of its own (maildev): catches every mail, shows it on a page, sends nothing on.
// It ends with its parent, however that ends: the IPC channel closes.
import { MailDev } from 'maildev';

const [smtp, web, folder] = process.argv.slice(2);

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the parent decides when we end.
process.on('SIGTERM', () => undefined);

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
