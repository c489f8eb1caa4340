// The limit for updates: the same email rendered for each recipient, signed with DKIM and sent through a bare Nodemailer pool. Nothing is claimed, asked or recorded.
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { compileUpdateMail } from '../../dist/updates/sending/update-mail.js';

process.once('message', async ({ url, amount, connections, key, text }) => {
  const link = `http://localhost:3000/n/${'a'.repeat(55)}`;
  const token = 'a'.repeat(55);
  const mail = compileUpdateMail({
    ...{ locale: 'en', title: 'News', text, campaign: 'Reconsider', host: 'localhost:3000', pageUrl: link },
    absolute: (address) => new URL(address, 'http://localhost:3000').href,
    dark: { accent: '#8ab8ff', accentInk: '#0f1720' },
  });
  const values = {
    ...{
      host: 'localhost:3000',
      sender: '',
      privacyUrl: link,
      myDataUrl: link,
      accent: '#0b5394',
      accentInk: '#ffffff',
    },
  };
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: connections, maxMessages: 1000 },
    dkim: { domainName: 'example.org', keySelector: 'bench', privateKey: readFileSync(key, 'utf8') },
  });
  const begun = performance.now();
  let next = 0;
  // A bounded number at once, as any program would that has a million to send.
  const work = async () => {
    for (let n = next++; n < amount; n = next++)
      await transport.sendMail({
        from: 'Demarche <campaign@localhost>',
        to: `limit${n}@example.org`,
        messageId: `<${token}${n}@localhost>`,
        ...mail.fill({ ...values, unsubscribeUrl: link }),
        headers: {
          'List-Id': '"Reconsider" <reconsider.updates.localhost>',
          'Feedback-ID': 'news:reconsider:updates:localhost',
          'Content-Language': 'en',
          Precedence: 'bulk',
          'List-Unsubscribe': `<${link}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      });
  };
  await Promise.all(Array.from({ length: 4 * connections }, work));
  const seconds = (performance.now() - begun) / 1000;
  transport.close();
  process.send({ perSecond: amount / seconds });
});
