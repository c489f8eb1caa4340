import type { VNode } from 'preact';
import { campaignColours, MailFooter, type FooterSlot } from '../../campaigns/mail-footer.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { MailButton, MailLayout, MailLink, MailText } from '../../platform/mail/layout.js';
import { compileMail, slot, type CompiledMail } from '../../platform/mail/template.js';
import { catalogue } from '../../platform/texts/catalogue.js';

export const signerMailTexts = catalogue('signer-mails');
type MailWords = ReturnType<typeof signerMailTexts>;

/** The kinds of email a signer may get. */
export const signerMailKinds = ['petitions.confirm', 'petitions.reminder', 'petitions.already_signed'] as const;
export type SignerMailKind = (typeof signerMailKinds)[number];

/** Placeholders that differ between recipients; the rest is compiled. */
export type SignerMailSlot = FooterSlot | 'greeting' | 'confirmUrl' | 'disownUrl' | 'unsubscribeUrl' | 'petitionUrl';

/** Renders one kind of email in one language for one petition. @param own what staff add to the emails that ask to confirm */
export function compileSignerMail(
  kind: SignerMailKind,
  locale: Locale,
  title: string,
  own: string | null = null,
): CompiledMail {
  const words = signerMailTexts(locale);
  if (kind === 'petitions.already_signed')
    return compileMail(words.already.subject({ title }), <AlreadySigned words={words} locale={locale} title={title} />);
  const reminder = kind === 'petitions.reminder';
  return compileMail(
    (reminder ? words.reminder : words.confirm).subject({ title }),
    <Confirm words={words} locale={locale} title={title} own={own} reminder={reminder} />,
  );
}

interface Parts {
  words: MailWords;
  locale: Locale;
  title: string;
}

function Confirm({ words, locale, title, own, reminder }: Parts & { own: string | null; reminder: boolean }): VNode {
  const { heading, preheader, body } = reminder ? words.reminder : words.confirm;
  return (
    <MailLayout
      locale={locale}
      colours={campaignColours}
      heading={heading}
      preheader={preheader}
      footer={<Footer words={words} locale={locale} />}
    >
      <MailText>{slot('greeting')}</MailText>
      <MailText>{body}</MailText>
      <MailText>
        <strong>{title}</strong>
      </MailText>
      {own !== null && own.split(/\n\s*\n/).map((paragraph) => <MailText>{paragraph}</MailText>)}
      <MailButton href={slot('confirmUrl')} label={words.confirm.button} />
      <MailText>
        {words.confirm.details} {words.confirm.expires}
      </MailText>
      <MailText>
        {words.confirm.fallback} <MailLink href={slot('confirmUrl')}>{slot('confirmUrl')}</MailLink>
      </MailText>
      <MailText>
        {words.notMe} <MailLink href={slot('disownUrl')}>{words.notMeLink}</MailLink>
      </MailText>
    </MailLayout>
  );
}

function AlreadySigned({ words, locale, title }: Parts): VNode {
  const { heading, preheader, body, page, notYou } = words.already;
  return (
    <MailLayout
      locale={locale}
      colours={campaignColours}
      heading={heading}
      preheader={preheader}
      footer={<Footer words={words} locale={locale} />}
    >
      <MailText>{slot('greeting')}</MailText>
      <MailText>{body}</MailText>
      <MailText>
        <strong>{title}</strong>
      </MailText>
      <MailButton href={slot('petitionUrl')} label={page} />
      <MailText>{notYou}</MailText>
    </MailLayout>
  );
}

const Footer = ({ words, locale }: Omit<Parts, 'title'>): VNode => (
  <MailFooter locale={locale}>
    {words.why({ host: slot('host') })} <MailLink href={slot('unsubscribeUrl')}>{words.unsubscribe}</MailLink>
  </MailFooter>
);
