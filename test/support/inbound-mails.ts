import type { KeyObject } from 'node:crypto';
import { dkimSign } from 'mailauth';

/** Messages as servers and offices write them; nobody's in particular. */

const lines = (...all: string[]): Buffer => Buffer.from(all.join('\r\n'), 'utf8');

export interface Bounce {
  recipient?: string;
  originalId?: string;
  action?: string;
  status?: string;
  /** Makes two of them different messages */
  note?: string;
}

/** As Postfix writes it. */
export const bounce = ({
  recipient,
  originalId,
  action = 'failed',
  status = '5.1.1',
  note = '',
}: Bounce = {}): Buffer =>
  lines(
    'Received: by mail.example.net (Postfix) id 4F2; Fri, 2 Apr 2027 07:31:02 +0000 (UTC)',
    'Date: Fri, 2 Apr 2027 07:31:02 +0000 (UTC)',
    'From: MAILER-DAEMON@mail.example.net (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4F2.1/mail.example.net"',
    `Message-Id: <20270402073102.4F2${note}@mail.example.net>`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4F2.1/mail.example.net',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    "I'm sorry to have to inform you that your message could not be delivered.",
    '',
    '--4F2.1/mail.example.net',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.net',
    'Arrival-Date: Fri,  2 Apr 2027 07:31:01 +0000 (UTC)',
    '',
    ...(recipient === undefined
      ? []
      : [`Final-Recipient: rfc822; ${recipient}`, `Original-Recipient: rfc822;${recipient}`]),
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.foreign-ministry.example',
    `Diagnostic-Code: smtp; 550 ${status} User unknown in virtual`,
    '    mailbox table',
    '',
    ...(originalId === undefined
      ? []
      : [
          '--4F2.1/mail.example.net',
          'Content-Type: text/rfc822-headers',
          '',
          'Subject: A letter',
          `Message-ID: ${originalId}`,
          '',
        ]),
    '--4F2.1/mail.example.net--',
    '',
  );

/** As Exchange writes it: HTML first, the whole message returned. */
export const exchangeBounce = (recipient: string, originalId: string): Buffer =>
  lines(
    'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@ministry.example>',
    'To: <campaign@example.org>',
    'Subject: Undeliverable: A letter',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type="delivery-status"; boundary="x1"',
    '',
    '--x1',
    'Content-Type: multipart/alternative; boundary="x2"',
    '',
    '--x2',
    'Content-Type: text/html; charset="us-ascii"',
    '',
    '<html><body><h2>Delivery has failed</h2><p>The address was not found.</p></body></html>',
    '--x2--',
    '',
    '--x1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;ministry.example',
    '',
    `Final-recipient: RFC822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.10',
    'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound',
    '',
    '--x1',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${originalId}`,
    'Subject: A letter',
    '',
    'Dear Minister',
    '--x1--',
    '',
  );

export interface Written {
  from?: string;
  subject?: string;
  text?: string;
  headers?: string[];
}

/** A plain message of a person or a machine. */
export const plain = ({
  from = 'Cabinet <cabinet@foreign-ministry.example>',
  subject = 'Re: A letter',
  text = 'Thank you.',
  headers = [],
}: Written = {}): Buffer =>
  lines(
    `From: ${from}`,
    'To: campaign@example.org',
    `Subject: ${subject}`,
    'Date: Mon, 5 Apr 2027 10:00:00 +0200',
    `Message-ID: <${Buffer.from(subject + text + headers.join())
      .toString('hex')
      .slice(-40)}@foreign-ministry.example>`,
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  );

/** The same with one part of any kind. */
export const withPart = (head: string[], body: Buffer | string): Buffer =>
  Buffer.concat([
    lines(
      'From: Office <office@foreign-ministry.example>',
      'To: campaign@example.org',
      'Subject: Re: A letter',
      'MIME-Version: 1.0',
      ...head,
      '',
      '',
    ),
    Buffer.from(body),
  ]);

/** "Дякуємо за лист" in windows-1251. */
export const cyrillic = withPart(
  ['Content-Type: text/plain; charset=windows-1251', 'Content-Transfer-Encoding: 8bit'],
  Buffer.from('c4ffeaf3baecee20e7e020ebe8f1f2', 'hex'),
);

/** "ありがとう" in iso-2022-jp. */
export const japanese = withPart(
  ['Content-Type: text/plain; charset=iso-2022-jp'],
  Buffer.from('1b24422422246a242c244824261b2842', 'hex'),
);

export const brokenBase64 = withPart(
  ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
  'VGhhbmsgeW91IGZvciB5b3VyIGxldHRlci4=@@@!!!%%%\r\n\0\0\r\n=== not base64',
);

export const winmail = withPart(
  ['Content-Type: multipart/mixed; boundary="tnef"'],
  [
    '--tnef',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'See the attached note.',
    '--tnef',
    'Content-Type: application/ms-tnef; name="winmail.dat"',
    'Content-Disposition: attachment; filename="winmail.dat"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('789f3e22', 'hex').toString('base64'),
    '--tnef--',
    '',
  ].join('\r\n'),
);

/** Signs as a domain does (DKIM, selector `s1`). */
export async function signedBy(domain: string, key: KeyObject, raw: Buffer): Promise<Buffer> {
  const terms = { signingDomain: domain, selector: 's1', privateKey: key.export({ type: 'pkcs8', format: 'pem' }) };
  // The library signs what stands in the list, whatever its types say; left to its own clock it writes another second than it signed, now and then.
  const { signatures } = await dkimSign(raw, { ...terms, ...{ signatureData: [terms], signTime: new Date() } });
  return Buffer.concat([Buffer.from(signatures), raw]);
}
