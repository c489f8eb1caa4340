// The limit for the outbox: the same finished mail sent again and again through a bare Nodemailer pool.
import { createTransport } from 'nodemailer';
import { compileSignerMail } from '../../dist/petitions/mails/signer-mails.js';

process.once('message', async ({ url, amount, connections }) => {
  const link = `http://localhost:3000/c/${'a'.repeat(70)}`;
  const filled = compileSignerMail('petitions.confirm', 'en', 'Reconsider membership of the conventions').fill({
    greeting: 'Hello Ada,',
    confirmUrl: link,
    disownUrl: link,
    unsubscribeUrl: link,
    petitionUrl: link,
    host: 'localhost:3000',
    sender: '',
    privacyUrl: link,
    myDataUrl: link,
  });
  const transport = createTransport({ url, pool: true, maxConnections: connections, maxMessages: 1000 });
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: amount }, (_, n) =>
      transport.sendMail({
        from: 'Demarche <campaign@localhost>',
        to: `limit${n}@example.org`,
        ...filled,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'List-Unsubscribe': `<${link}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  transport.close();
  process.send({ perSecond: amount / seconds });
});
