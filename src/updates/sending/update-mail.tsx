import type { ComponentChildren, VNode } from 'preact';
import { campaignColours, MailFooter, type FooterSlot } from '../../campaigns/mail-footer.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { MailLayout, MailLink, MailText, type MailColours } from '../../platform/mail/layout.js';
import { compileMail, slot, type CompiledMail } from '../../platform/mail/template.js';
import { blockOf, type Inline } from '../../platform/texts/blocks/block.js';
import { sectionsIn } from '../../platform/texts/blocks/body.js';
import { catalogue } from '../../platform/texts/catalogue.js';

export const updateMailTexts = catalogue('update-mail');

/** What differs between recipients, or comes from the settings of the campaign. */
export type UpdateMailSlot = FooterSlot | 'unsubscribeUrl';

/** What an update says, and where the links of its email lead. */
export interface UpdateMailContent {
  locale: Locale;
  title: string;
  /** Blocks, with empty lines between them; a heading begins with `##` */
  text: string;
  campaign: string;
  host: string;
  /** The public page */
  pageUrl: string;
  /** Makes the address of a link or a picture absolute */
  absolute: (address: string) => string;
  dark: MailColours;
}

/** Compiles the email of an update in one language; filling it for a recipient is string concatenation. */
export const compileUpdateMail = (content: UpdateMailContent): CompiledMail =>
  compileMail(content.title, <UpdateMail {...content} />);

function UpdateMail({ locale, title, text, campaign, host, pageUrl, absolute, dark }: UpdateMailContent): VNode {
  const words = updateMailTexts(locale);
  // What a text rests on is on its page.
  const sections = sectionsIn(text.replaceAll(citation, ''));
  return (
    <MailLayout
      locale={locale}
      colours={campaignColours}
      dark={dark}
      heading={title}
      preheader={campaign}
      footer={
        <MailFooter locale={locale}>
          {words.why({ campaign, host })} <MailLink href={slot('unsubscribeUrl')}>{words.unsubscribe}</MailLink>
          <br />
          {words.untracked}
        </MailFooter>
      }
    >
      {sections.map(({ heading, paragraphs }) => (
        <>
          {heading !== '' && <h2 style="margin:24px 0 12px;font-size:18px;line-height:1.3;">{heading}</h2>}
          {paragraphs.map((block) => (
            <Block source={block} absolute={absolute} />
          ))}
        </>
      ))}
      <MailText>
        <MailLink href={pageUrl}>{words.browser}</MailLink>
      </MailText>
    </MailLayout>
  );
}

type Absolute = UpdateMailContent['absolute'];
/** `[C12]`: a claim, with the space before it. */
const citation = /\s?\[[A-Z0-9]+(?:-[A-Z0-9]+)*\]/g;
const line = 'font-size:16px;line-height:1.55;';

function Block({ source, absolute }: { source: string; absolute: Absolute }): VNode {
  const block = blockOf(source);
  const show = (content: readonly Inline[]) => <Line content={content} absolute={absolute} />;
  if (block.kind === 'paragraph') return <MailText>{show(block.content)}</MailText>;
  if (block.kind === 'picture') return <Picture {...block} absolute={absolute} />;
  if (block.kind === 'quotation')
    return (
      <blockquote style={`margin:0 0 16px;padding-inline-start:16px;border-inline-start:3px solid ${slot('accent')};`}>
        {block.paragraphs.map((paragraph) => (
          <p style={`margin:0 0 8px;${line}`}>{show(paragraph)}</p>
        ))}
        {block.source.length > 0 && <p style="margin:0;font-size:14px;">— {show(block.source)}</p>}
      </blockquote>
    );
  const items = block.items.map((item) => <li style={`margin:0 0 6px;${line}`}>{show(item)}</li>);
  return block.ordered ? <ol style="margin:0 0 16px;">{items}</ol> : <ul style="margin:0 0 16px;">{items}</ul>;
}

function Line({ content, absolute }: { content: readonly Inline[]; absolute: Absolute }): VNode {
  return (
    <>
      {content.map((one): ComponentChildren => {
        if (one.kind === 'text') return one.text;
        const inner = <Line content={one.content} absolute={absolute} />;
        if (one.kind === 'link') return <MailLink href={absolute(one.address)}>{inner}</MailLink>;
        return one.kind === 'strong' ? <strong>{inner}</strong> : <em>{inner}</em>;
      })}
    </>
  );
}

/** The small picture is wide enough for the column. */
function Picture({
  picture,
  alt,
  caption,
  absolute,
}: {
  picture: string;
  alt: string;
  caption: string;
  absolute: Absolute;
}): VNode {
  const [hash = '', size = ''] = picture.split('-');
  const [width = 1, height = 1] = size.split('x').map(Number);
  const shown = Math.min(width, 496);
  return (
    <div style="margin:0 0 16px;">
      <img
        src={absolute(`/pictures/${hash}-small.webp`)}
        alt={alt}
        width={shown}
        height={Math.round((height * shown) / width)}
        style="display:block;width:100%;max-width:496px;height:auto;border:0;"
      />
      {caption !== '' && <p style="margin:6px 0 0;font-size:14px;line-height:1.4;">{caption}</p>}
    </div>
  );
}
