import { campaignColours, MailFooter, type FooterSlot } from '../../campaigns/mail-footer.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { MailButton, MailLayout, MailLink, MailText } from '../../platform/mail/layout.js';
import { compileMail, slot, type CompiledMail } from '../../platform/mail/template.js';
import { petitionLifeTexts } from '../petition-life.texts.js';
import { signerMailTexts } from '../mails/signer-mails.js';

export type SuccessorMailSlot = FooterSlot | 'greeting' | 'answerUrl' | 'petitionUrl' | 'unsubscribeUrl';

/** The question to somebody who signed the earlier petition, in one language. */
export function compileSuccessorMail(locale: Locale, earlier: string, later: string): CompiledMail {
  const { mail } = petitionLifeTexts(locale);
  const words = signerMailTexts(locale);
  return compileMail(
    mail.subject({ title: later }),
    <MailLayout
      locale={locale}
      colours={campaignColours}
      heading={mail.heading}
      preheader={mail.preheader}
      footer={
        <MailFooter locale={locale}>
          {mail.why} <MailLink href={slot('unsubscribeUrl')}>{words.unsubscribe}</MailLink>
        </MailFooter>
      }
    >
      <MailText>{slot('greeting')}</MailText>
      <MailText>{mail.signed}</MailText>
      <MailText>
        <strong>{earlier}</strong>
      </MailText>
      <MailText>{mail.changed}</MailText>
      <MailText>
        <MailLink href={slot('petitionUrl')}>{later}</MailLink>
      </MailText>
      <MailText>{mail.choice}</MailText>
      <MailButton href={slot('answerUrl')} label={mail.button} />
      <MailText>{mail.silence}</MailText>
    </MailLayout>,
  );
}
