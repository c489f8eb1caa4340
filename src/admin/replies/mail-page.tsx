import type { ComponentChildren, VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { actionsOfMail } from '../../replies/inbox/inbox-decisions.service.js';
import type { InboxMessages } from '../../replies/inbox/inbox-messages.service.js';
import type { MailKind } from '../../replies/inbox/inbox.status.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal } from '../frame/fields.js';
import { ActionButton } from '../frame/action.js';
import { Instant, Layout } from '../frame/layout.js';
import { actionWords, kindRuleWord, mailKindWords, matchWord, standing, trustWord } from './mail-words.js';

type Mail = Awaited<ReturnType<InboxMessages['read']>>;
interface MailProps {
  staff: SignedIn;
  mail: Mail;
  names: ReadonlyMap<string, string>;
  refused?: Refused | undefined;
}

/** A message as plain text, what is known about its sender, and possible actions. */
export const MailPage = ({ staff, mail, names, refused }: MailProps): VNode => (
  <Layout title={mail.subject || 'A message without a subject'} staff={staff} path="/admin/inbox" crumbs={[]}>
    <p>
      {mailKindWords[mail.kind as MailKind]}: <strong>{standing(mail)}</strong>
      {mail.decidedBy !== null && ` by ${names.get(mail.decidedBy) ?? mail.decidedBy}`}
      {mail.reason !== null && ` (${mail.reason})`}.
    </p>
    {mail.erasedAt !== null && <p class="notice">Its content was erased.</p>}
    {mail.note === 'too_large' && (
      <p class="notice">It was too large to be read. Only its headers are here; the whole is still in the mailbox.</p>
    )}
    {mail.note === 'sealed' && (
      <p class="notice">
        Its text cannot be read here: it is encrypted, or in an S/MIME or PGP container. Download the whole message
        below and open it with an email client that has the key.
      </p>
    )}
    <Head mail={mail} />
    {may(staff.role, 'letters:write') && <Actions staff={staff} mail={mail} refused={refused} />}
    <h2>Text</h2>
    <pre class="mail" role="region" tabindex={0} aria-label="Text of the message">
      {mail.text}
    </pre>
    <h2>Files</h2>
    <ul>
      {mail.parts.map(({ filename, size, winmail }, place) => (
        <li>
          <a href={`/admin/inbox/${mail.id}/parts/${place}`}>{filename}</a>, {Math.ceil(size / 1024)} KB
          {winmail &&
            '. An Outlook container that other email clients cannot open: download it and open it with a reader for winmail.dat.'}
        </li>
      ))}
      {mail.erasedAt === null && (
        <li>
          <a href={`/admin/inbox/${mail.id}/message.eml`}>The original message (.eml)</a>
        </li>
      )}
    </ul>
    <p class="quiet">A file from a stranger may be dangerous. It is only downloaded, never shown here.</p>
  </Layout>
);

function Head({ mail }: { mail: Mail }): VNode {
  const { spf, dkim, dmarc, trust } = mail.authentication as {
    spf?: Result;
    dkim?: Result[];
    dmarc?: Result;
    trust?: string;
  };
  const say = ({ result, domain }: Result): string => (domain ? `${result} (${domain})` : result);
  const facts: [string, ComponentChildren][] = [
    ['From', [mail.fromName, mail.fromAddress && `<${mail.fromAddress}>`].filter(Boolean).join(' ') || 'nobody'],
    [
      'Came',
      <>
        <Instant at={mail.receivedAt} /> to {mail.recipient}
      </>,
    ],
    [
      'Letter',
      <>
        {mail.letter ? <a href={`/admin/letters/${mail.letter.id}`}>{mail.letter.reference}</a> : 'none'}
        {mail.letter && (
          <>
            {' '}
            (
            <a href={`/admin/answers/${mail.letter.iso}${mail.kind === 'reply' ? `?mail=${mail.id}` : ''}`}>
              {mail.kind === 'reply' ? 'record it as a reply' : 'replies of this State'}
            </a>
            )
          </>
        )}
        {mail.matchRule !== null && `, found ${matchWord(mail.matchRule)}`}
      </>,
    ],
    ['What it is', `${mailKindWords[mail.kind as MailKind]}, ${kindRuleWord(mail.kindRule)}`],
  ];
  if (trust !== undefined)
    facts.push(
      ['Believed', `${mail.trusted ? 'Yes' : 'No'}. ${trustWord(trust)}`],
      [
        'SPF, DKIM, DMARC',
        [
          spf ? say(spf) : 'none',
          dkim?.length ? dkim.map(say).join(', ') : 'no signature',
          dmarc ? say(dmarc) : 'none',
        ].join('; '),
      ],
    );
  return (
    <dl class="details">
      {facts.map(([term, content]) => (
        <div>
          <dt>{term}</dt>
          <dd>{content}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Result {
  result: string;
  domain?: string | null;
}

function Actions({ staff, mail, refused }: Pick<MailProps, 'staff' | 'mail' | 'refused'>): VNode {
  const actions = actionsOfMail(mail);
  const faults = refused?.faults ?? [];
  return (
    <section class="decide" aria-label="Decide">
      <Refusal refused={refused} fields={['reference', 'reason']} />
      {actions.includes('confirm') && (
        <ActionButton staff={staff} action={`/admin/inbox/${mail.id}/confirm`} label={actionWords.confirm} />
      )}
      {actions.includes('assign') && (
        <ActionButton staff={staff} action={`/admin/inbox/${mail.id}/assign`} label={actionWords.assign}>
          <Field name="reference" label="Our reference" value={refused?.input.reference} faults={faults} />
        </ActionButton>
      )}
      {actions.includes('set_aside') && (
        <ActionButton staff={staff} action={`/admin/inbox/${mail.id}/set-aside`} label={actionWords.set_aside}>
          <Field name="reason" label="Reason for dismissing it" value={refused?.input.reason} faults={faults} />
        </ActionButton>
      )}
      {mail.erasedAt === null && (
        <ActionButton
          staff={staff}
          action={`/admin/inbox/${mail.id}/erase`}
          label="Erase content at the sender’s request"
        />
      )}
    </section>
  );
}
