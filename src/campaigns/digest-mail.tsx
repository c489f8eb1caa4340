import type { VNode } from 'preact';
import { MailButton, MailLayout, MailText } from '../platform/mail/layout.js';
import { compileMail } from '../platform/mail/template.js';

/** Content of the digest. */
export interface DigestFigures {
  campaign: string;
  /** Null where the campaign has none */
  anchor: string | null;
  /** E.g. `T−131`. */
  t: string | null;
  /** The week's statistics by label. */
  figures: { label: string; value: string }[];
  due: string[];
  overdue: string[];
  /** Failed or missed triggers, claims due for review, events to verify. */
  waiting: string[];
  url: string;
}

const List = ({ items }: { items: string[] }): VNode => (
  <ul style="margin:0 0 16px;padding-left:20px;">
    {items.map((item) => (
      <li style="margin:0 0 4px;">{item}</li>
    ))}
  </ul>
);

const Part = ({ heading, items }: { heading: string; items: string[] }): VNode | null =>
  items.length === 0 ? null : (
    <>
      <h2 style="font-size:16px;margin:16px 0 8px;">{heading}</h2>
      <List items={items} />
    </>
  );

/** The weekly email to staff: statistics and what needs attention. No data of supporters. */
export function digestMail({ campaign, anchor, t, figures, due, overdue, waiting, url }: DigestFigures): {
  subject: string;
  html: string;
  text: string;
} {
  const body = (
    <MailLayout
      locale="en"
      heading={`${campaign}: the week in figures`}
      preheader={anchor === null ? 'Figures, and what needs attention' : `${t}, the day is ${anchor}`}
      footer={
        <p style="margin:0;">
          You receive this as a member of staff. The plan of the campaign decides when it is sent.
        </p>
      }
    >
      {anchor !== null && (
        <MailText>
          Today is {t}; campaign date: {anchor}.
        </MailText>
      )}
      <Part heading="The last seven days" items={figures.map(({ label, value }) => `${label}: ${value}`)} />
      <Part heading="Overdue" items={overdue} />
      <Part heading="Due in the next two weeks" items={due} />
      <Part heading="Needs attention" items={waiting} />
      <MailButton href={url} label="Open the plan" />
    </MailLayout>
  );
  return compileMail(`${campaign}: weekly digest${t === null ? '' : `, ${t}`}`, body).fill({});
}
