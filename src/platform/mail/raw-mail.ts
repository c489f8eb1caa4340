/** A raw message, for one recipient. */
export interface RawMail {
  envelopeFrom: string;
  to: string;
  raw: string;
}

/** A signature by DKIM. */
export interface DkimSeal {
  domainName: string;
  keySelector: string;
  privateKey: string;
}

/** Hands messages over to one server, one after the other, each signed. For demonstrations: there is no queue behind it. */
export async function sendRaw(
  server: { host: string; port: number },
  mails: readonly RawMail[],
  dkim: DkimSeal,
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const client = createTransport({ ...server, ignoreTLS: true, dkim });
  try {
    for (const { envelopeFrom, to, raw } of mails) await client.sendMail({ envelope: { from: envelopeFrom, to }, raw });
  } finally {
    client.close();
  }
}
