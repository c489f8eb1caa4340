import { ownLetterStates } from '../ministries/ministries.values.js';
import { Inject, Injectable } from '@nestjs/common';
import { domainOf } from '../platform/mail/domain-of.js';
import { Clock, days } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { Outbox } from '../platform/mail/outbox.js';
import { InvalidInput, TemporarilyUnavailable } from '../platform/errors.js';
import type { Locale } from '../platform/http/locale.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionClosed, PetitionNotOpen, ProofOfWorkMissing } from '../petitions/petitions.errors.js';
import { PetitionsService, type PetitionTerms } from '../petitions/petitions.service.js';
import { ProofOfWork } from '../supporters/proof-of-work.service.js';
import { SignupGuard, type SignupSender, type SignupVerdict } from '../supporters/signup-guard.service.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { StatesService } from '../treaties/states.service.js';
import { statePlace } from '../supporters/consents.texts.js';
import { takePersonalLetter, oneLetter, takePersonalLetterIn } from './personal-letters.sql.js';
import type { NewPersonalLetter, PersonalLetterReceipt } from './personal-letters.schema.js';

const receipt: PersonalLetterReceipt = { status: 'confirmation_sent' };
/** Attempts to store a letter: only the same letter sent twice at once needs a second one. */
const attempts = 3;

/**
 * Accepts letters that supporters ask us to forward to a ministry. Nothing is forwarded before its writer has confirmed it and a person has read it.
 */
@Injectable()
export class PersonalLettersService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly supporters: SupportersService,
    private readonly consents: ConsentsService,
    private readonly guard: SignupGuard,
    private readonly proofOfWork: ProofOfWork,
    private readonly states: StatesService,
    private readonly outbox: Outbox,
  ) {}

  /** States letters are forwarded to, by name: party to a convention according to the ledger, and not contacted in another way. */
  async recipients(locale: Locale): Promise<{ iso: string; name: string }[]> {
    const keys = await this.keys();
    return (await this.states.list(locale)).filter(({ iso }) => keys.has(iso)).map(({ iso, name }) => ({ iso, name }));
  }

  /**
   * The response is the same for every sender, whatever exists already. A letter the guard finds suspicious is accepted too: a person reads every letter.
   * @throws PetitionNotFound, PetitionClosed, PetitionNotOpen, InvalidInput, ProofOfWorkMissing, TooManySignups
   */
  async start(slug: string, form: NewPersonalLetter, sender: SignupSender): Promise<PersonalLetterReceipt> {
    const terms = await this.petitions.getTerms(slug);
    refuseUnlessOpen(terms);
    const iso = await this.recipientOf(form);
    const proven = await this.proofOfWork.verify(form.altcha);
    if (!proven && terms.proofOfWork === 'required') throw new ProofOfWorkMissing();
    const verdict = this.guard.judge(`${terms.id} letter`, form.email, sender, proven);
    const campaignId = await this.petitions.campaignOf(slug);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const rows = await this.database.run(
        takePersonalLetter,
        this.valuesOf(campaignId, terms.id, iso, form, sender, verdict),
      );
      if (rows.length === 0) continue;
      this.outbox.wake();
      return receipt;
    }
    throw new TemporarilyUnavailable();
  }

  /**
   * A letter entered by an API client. It awaits confirmation by its writer and is read by a person like every other, but is not limited or judged.
   * @param also runs in the same transaction @returns its id, which is that of an earlier one to the same State @throws as `start`
   */
  async enter(
    slug: string,
    form: NewPersonalLetter,
    also: (tx: Tx, letterId: string) => Promise<void>,
  ): Promise<string> {
    const terms = await this.petitions.getTerms(slug);
    refuseUnlessOpen(terms);
    const iso = await this.recipientOf(form);
    const values = this.valuesOf(
      await this.petitions.campaignOf(slug),
      terms.id,
      iso,
      form,
      { ip: '', method: 'api' },
      { doubt: null, mailAt: this.clock.now() },
    );
    for (let attempt = 0; attempt < attempts; attempt++) {
      const id = await this.database.transaction(async (tx) => {
        const [row] = await takePersonalLetterIn(tx, values);
        if (row) await also(tx, row.id);
        return row?.id;
      });
      if (id !== undefined) return id;
    }
    throw new TemporarilyUnavailable();
  }

  private valuesOf(
    campaign: string,
    petition: string,
    iso: string,
    form: NewPersonalLetter,
    sender: SignupSender,
    { doubt: flag, mailAt }: SignupVerdict,
  ): unknown[] {
    return oneLetter.values({
      letter: newId(),
      supporter: newId(),
      mail: newId(),
      campaign,
      petition,
      emailKey: this.supporters.emailKey(form.email).toString('hex'),
      email: form.email,
      domain: domainOf(form.email),
      locale: form.locale ?? 'en',
      iso,
      name: form.name,
      country: form.country,
      text: form.text,
      source: form.source ?? null,
      flagRule: flag?.rule ?? null,
      flagInputs: flag && JSON.stringify(flag.inputs),
      mailsPerDay: this.config.MAIL_PER_ADDRESS_PER_DAY,
      now: this.clock.now(),
      wording: form.consent.wording,
      method: sender.method,
      page: sender.page ?? null,
      mailAt,
    });
  }

  /** Whom the letter is for: as requested, else the writer's own State; and the consent must name that State in today's wording. */
  private async recipientOf({ to, country, consent }: NewPersonalLetter): Promise<string> {
    const iso = to ?? country;
    const faults = [];
    if (!(await this.keys()).has(iso))
      faults.push({
        pointer: '/to',
        code: 'letter.state',
        detail: 'is not a State that letters are forwarded to: choose one that is party to a convention',
      });
    if (!(await this.consents.acceptsLetter(consent.wording)))
      faults.push({
        pointer: '/consent',
        code: 'consent.unknown_wording',
        detail: 'is not the wording that is shown now',
      });
    if (consent.recipient !== iso)
      faults.push({
        pointer: '/consent',
        code: 'consent.unknown_recipient',
        detail: 'names another State than the letter is for',
      });
    if (faults.length > 0) throw new InvalidInput(faults);
    return iso;
  }

  private async keys(): Promise<ReadonlySet<string>> {
    const keys = await this.consents.recipientsOf(await this.consents.letterOffer());
    return new Set([...(keys ?? [])].filter((iso) => !ownLetterStates.includes(iso)));
  }

  /** The stored text beside the box, naming the one State the letter goes to: what is shown is what the record of the consent refers to. */
  async consentShown(
    locale: string,
    state: string,
    campaignId: string | null = null,
  ): Promise<{ wording: string; text: string }> {
    const offer = await this.consents.letterOffer(campaignId);
    const text = (await this.consents.textsIn(locale, [offer])).get(`${offer.purpose}:${offer.wording}`) ?? '';
    return { wording: offer.wording, text: text.replace(statePlace, state) };
  }
}

/** How long an emailed link to a letter works. */
export const linkMilliseconds = days(7);

function refuseUnlessOpen({ status, slug, opensOn }: PetitionTerms): void {
  if (status === 'closed') throw new PetitionClosed(slug);
  if (status === 'upcoming') throw new PetitionNotOpen(slug, opensOn);
}
