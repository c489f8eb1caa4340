import type { Message } from './message.js';

/** What a delivery report (RFC 3464) says about one recipient, and which message it is about. */
export interface DeliveryReport {
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** `5.1.1`; null when missing */
  status: string | null;
  /** Final-Recipient and Original-Recipient, lower case */
  recipients: string[];
  /** Message-ID of the message it returns */
  originalId: string | null;
}

const actions: readonly string[] = [
  'failed',
  'delayed',
  'delivered',
  'relayed',
  'expanded',
] satisfies DeliveryReport['action'][];
const reports = ['message/delivery-status', 'message/global-delivery-status'];
const returned = [
  'message/rfc822',
  'message/rfc822-headers',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
];

/** Null when the message is no delivery report, or an empty one. Of several recipients the worst result counts. */
export function deliveryReport(message: Message): DeliveryReport | null {
  const part = message.attachments.find(({ contentType }) => reports.includes(contentType));
  if (!part) return null;
  const blocks = part.content
    .toString('latin1', 0, 100_000)
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map(fieldsOf);
  const found = blocks.flatMap((fields) => {
    const action = (fields.get('action') ?? '').toLowerCase().split(/[\s(;]/, 1)[0] ?? '';
    if (!actions.includes(action)) return [];
    const recipients = ['final-recipient', 'original-recipient'].flatMap((name) => addressOf(fields.get(name)));
    return [
      {
        action: action as DeliveryReport['action'],
        status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null,
        recipients,
      },
    ];
  });
  const worst = found.sort((one, other) => actions.indexOf(one.action) - actions.indexOf(other.action))[0];
  return worst ? { ...worst, originalId: originalIdOf(message) } : null;
}

function fieldsOf(block: string): Map<string, string> {
  const lines = block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, name = '', value = ''] = /^([\w-]+):(.*)$/.exec(line) ?? [];
      return name ? [[name.toLowerCase(), value.trim()]] : [];
    }),
  );
}

/** `rfc822; <mfa@example.org>` → `mfa@example.org` */
const addressOf = (value: string | undefined): string[] => {
  const found = /;\s*<?([^\s<>;]+@[^\s<>;]+)>?/.exec(value ?? '')?.[1];
  return found === undefined ? [] : [found.toLowerCase()];
};

function originalIdOf(message: Message): string | null {
  const part = message.attachments.find(({ contentType }) => returned.includes(contentType));
  const head =
    part?.content
      .toString('latin1', 0, 100_000)
      .split(/\r?\n\r?\n/, 1)[0]
      ?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
  return /^message-id:\s*(<[^<>\s]+>)/im.exec(head)?.[1] ?? null;
}
