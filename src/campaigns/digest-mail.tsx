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

/** What happened in one campaign. */
const Campaign = ({ anchor, t, figures, due, overdue, waiting }: DigestFigures): VNode => (
  <>
    {anchor !== null && (
      <MailText>
        Today is {t}; campaign date: {anchor}.
      </MailText>
    )}
    <Part heading="The last seven days" items={figures.map(({ label, value }) => `${label}: ${value}`)} />
    <Part heading="Overdue" items={overdue} />
    <Part heading="Due in the next two weeks" items={due} />
    <Part heading="Needs attention" items={waiting} />
  </>
);

/** The weekly email to staff: statistics and what needs attention, of each of their campaigns. No data of supporters. */
export function digestMail(
  campaigns: readonly DigestFigures[],
  url: string,
): { subject: string; html: string; text: string } {
  const names = campaigns.map(({ campaign }) => campaign).join(', ');
  const [only, ...others] = campaigns;
  const isOnly = others.length === 0;
  const t = isOnly ? (only?.t ?? null) : null;
  const body = (
    <MailLayout
      locale="en"
      heading={`${names}: the week in figures`}
      preheader={t === null ? 'Figures, and what needs attention' : `${t}, the day is ${only?.anchor ?? ''}`}
      footer={
        <p style="margin:0;">
          You receive this as a member of staff. The plan of the campaign decides when it is sent.
        </p>
      }
    >
      {campaigns.map((one) => (
        <>
          {!isOnly && <h2 style="font-size:18px;margin:24px 0 8px;">{one.campaign}</h2>}
          <Campaign {...one} />
        </>
      ))}
      <MailButton href={url} label="Open the plan" />
    </MailLayout>
  );
  return compileMail(`${names}: weekly digest${t === null ? '' : `, ${t}`}`, body).fill({});
}
