import type { RawMail } from '../../platform/mail/raw-mail.js';

/** Responses of mail servers in a demonstration: a reply, an out-of-office notice, a delivery failure. All fictitious. */
const mail = (...lines: string[]): string => lines.join('\r\n');
const office = 'protocol@foreign-ministry.example';

export const demoAnswer = (to: string, messageId: string, subject: string): RawMail => ({
  envelopeFrom: office,
  to,
  raw: mail(
    `From: Protocol <${office}>`,
    `To: ${to}`,
    `Subject: Re: ${subject}`,
    `In-Reply-To: ${messageId}`,
    `Message-ID: <answer.${messageId.slice(8, 16)}@foreign-ministry.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Your letter has been passed to the competent department, which examines the question.',
    '',
  ),
});

export const demoAbsence = (to: string, messageId: string, subject: string): RawMail => ({
  envelopeFrom: '',
  to,
  raw: mail(
    `From: Protocol <${office}>`,
    `To: ${to}`,
    `Subject: Automatic reply: ${subject}`,
    'Auto-Submitted: auto-replied',
    `In-Reply-To: ${messageId}`,
    `Message-ID: <absence.${messageId.slice(8, 16)}@foreign-ministry.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The office is closed today. Your message will be read on the next working day.',
    '',
  ),
});

export const demoBounce = (to: string, messageId: string, recipient: string): RawMail => ({
  envelopeFrom: '',
  to,
  raw: mail(
    'From: Mail Delivery System <mailer-daemon@foreign-ministry.example>',
    `To: ${to}`,
    'Subject: Undelivered mail returned to sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <bounce.${messageId.slice(8, 16)}@foreign-ministry.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'The message could not be delivered.',
    '--part',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.foreign-ministry.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--part',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--part--',
    '',
  ),
});
