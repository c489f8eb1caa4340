// The local mailbox in a process of its own. It ends with its parent, however that ends: the IPC channel closes.
import { openMailbox } from './mailbox.js';

const [folder = '', pagePort] = process.argv.slice(2);

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the parent decides when we end.
process.on('SIGTERM', () => undefined);
process.on('SIGHUP', () => undefined);

try {
  const { smtpPort } = await openMailbox({ folder, pagePort: Number(pagePort) });
  process.send?.({ smtpPort });
} catch (error) {
  process.send?.({ problem: (error as NodeJS.ErrnoException).code ?? String(error) });
}
