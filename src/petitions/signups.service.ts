import { Injectable } from '@nestjs/common';
import { domainOf } from '../platform/mail/domain-of.js';
import { newId } from '../platform/ids.js';
import { Batcher } from '../platform/batch.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { isDataFault } from '../platform/database/sqlstate.js';
import { InvalidInput, TemporarilyUnavailable } from '../platform/errors.js';
import { Metrics } from '../platform/metrics.js';
import { Outbox } from '../platform/mail/outbox.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { signups as columnsOfSignups, takeSignupIn, takeSignups } from './intake.sql.js';
import { MailAllowance } from '../supporters/mail-allowance.service.js';
import { PetitionClosed, PetitionNotOpen, ProofOfWorkMissing } from './petitions.errors.js';
import { TooManySignups } from '../supporters/signup-guard.errors.js';
import type { NewSignature, SignatureReceipt } from './petitions.schema.js';
import { countryNotAsked, isAsked } from './petition-views.js';
import { PetitionsService, type PetitionTerms } from './petitions.service.js';
import { asAsked } from './form/petition-form.schema.js';
import { ProofOfWork } from '../supporters/proof-of-work.service.js';
import { SignupGuard, type SignupSender, type SignupVerdict } from '../supporters/signup-guard.service.js';

/** One sign-up waiting for the next commit. */
interface Signup {
  signatureId: string;
  supporterId: string;
  mailId: string;
  petitionId: string;
  emailKey: string;
  form: NewSignature;
  version: number;
  verdict: SignupVerdict;
  /** Null for one entered by an API client: its network says nothing about the signer. */
  rangeKey: string | null;
  method: SignupSender['method'];
  page: string | null;
}

/** How often a signature is offered to the database: only two concurrent ones of one person need a second attempt. */
const attempts = 3;
const receipt: SignatureReceipt = { status: 'confirmation_sent' };

/** Accepts signatures. The returned promise resolves only after the commit that holds everything about the sign-up. */
@Injectable()
export class SignupsService {
  private readonly batcher: Batcher<Signup, true>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly supporters: SupportersService,
    private readonly guard: SignupGuard,
    private readonly proofOfWork: ProofOfWork,
    private readonly allowance: MailAllowance,
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
  ) {
    this.batcher = new Batcher({
      run: (items) => this.write(items),
      keyOf: (item) => item.emailKey,
      maxItems: 500,
      maxWaiting: 5_000,
      concurrency: 2,
      worthAnother: 24,
      isItemsFault: isDataFault,
    });
    metrics.onRead([], () => Promise.resolve(metrics.intakeWaiting.set(this.batcher.size)));
  }

  /**
   * The same response for a new, a pending, a confirmed and a shadowed sign-up.
   * @throws PetitionNotFound, PetitionClosed, PetitionNotOpen, InvalidInput, ProofOfWorkMissing, TooManySignups, TemporarilyUnavailable
   */
  async start(slug: string, form: NewSignature, sender: SignupSender): Promise<SignatureReceipt> {
    try {
      const signup = await this.examine(slug, form, sender);
      await this.batcher.add(signup);
      this.metrics.signups.inc({ outcome: signup.verdict.doubt ? 'shadowed' : 'accepted' });
      return receipt;
    } catch (error) {
      this.metrics.signups.inc({ outcome: outcomeOf(error) });
      throw error;
    }
  }

  /**
   * A signature entered by an API client. It awaits confirmation like every other, but is not limited or judged. All or nothing.
   * @param also runs in the same transaction, after the signature is written @returns its id, which is that of an earlier one if the person has
   * signed before
   * @throws PetitionNotFound, PetitionClosed, PetitionNotOpen, InvalidInput
   */
  async enter(slug: string, form: NewSignature, also: (tx: Tx, signatureId: string) => Promise<void>): Promise<string> {
    const terms = await this.openTerms(slug);
    const { form: asked } = refuseUnfit(form, terms, false);
    const emailKey = this.supporters.emailKey(form.email).toString('hex');
    const ids = { signatureId: newId(), supporterId: newId(), mailId: newId(), petitionId: terms.id };
    const verdict = { doubt: null, mailAt: this.clock.now() };
    const signup: Signup = {
      ...ids,
      emailKey,
      form: withShowName(asked, terms),
      version: form.version ?? terms.version,
      verdict,
      rangeKey: null,
      method: 'api',
      page: null,
    };
    for (let attempt = 0; attempt < attempts; attempt++) {
      const id = await this.database.transaction(async (tx) => {
        const [row] = await takeSignupIn(tx, this.valuesOf([signup]));
        if (row) await also(tx, row.id);
        return row?.id;
      });
      if (id !== undefined) return id;
    }
    throw new TemporarilyUnavailable();
  }

  drain(): Promise<void> {
    return this.batcher.drain();
  }

  private async openTerms(slug: string): Promise<PetitionTerms> {
    const terms = await this.petitions.getTerms(slug);
    if (terms.status === 'closed') throw new PetitionClosed(slug);
    if (terms.status === 'upcoming') throw new PetitionNotOpen(slug, terms.opensOn);
    return terms;
  }

  private async examine(slug: string, form: NewSignature, sender: SignupSender): Promise<Signup> {
    const terms = await this.openTerms(slug);
    const { form: asked } = refuseUnfit(form, terms, true);
    const agreed = withShowName(asked, terms);
    const proven = await this.proofOfWork.verify(form.altcha);
    if (!proven && terms.proofOfWork === 'required') throw new ProofOfWorkMissing();
    const emailKey = this.supporters.emailKey(form.email).toString('hex');
    const verdict = this.guard.judge(terms.id, form.email, sender, proven);
    return {
      signatureId: newId(),
      supporterId: newId(),
      mailId: newId(),
      petitionId: terms.id,
      emailKey,
      form: agreed,
      version: form.version ?? terms.version,
      verdict,
      rangeKey: this.guard.rangeKey(sender.ip),
      method: sender.method,
      page: sender.page ?? null,
    };
  }

  private async write(signups: readonly Signup[]): Promise<(true | undefined)[]> {
    const rows = await this.database.run<{ ord: number }>(takeSignups, this.valuesOf(signups));
    this.outbox.wake();
    const taken = new Set(rows.map((row) => row.ord));
    return signups.map((_, index) => (taken.has(index) ? true : undefined));
  }

  private valuesOf(signups: readonly Signup[]): unknown[] {
    const rows = signups.map((signup, ord) => ({
      ord,
      signature_id: signup.signatureId,
      supporter_id: signup.supporterId,
      mail_id: signup.mailId,
      petition_id: signup.petitionId,
      email_key_hex: signup.emailKey,
      email: signup.form.email,
      domain: domainOf(signup.form.email),
      locale: signup.form.locale ?? 'en',
      given_name: signup.form.givenName,
      family_name: signup.form.familyName,
      country: signup.form.country,
      postal_code: signup.form.postalCode ?? null,
      comment: signup.form.comment ?? null,
      answers: signup.form.answers ? JSON.stringify(signup.form.answers) : null,
      show_name: signup.form.showName,
      source: signup.form.source ?? null,
      version: signup.version,
      shadow_rule: signup.verdict.doubt?.rule ?? null,
      shadow_inputs: signup.verdict.doubt && JSON.stringify(signup.verdict.doubt.inputs),
      range_key_hex: signup.rangeKey,
      consents: JSON.stringify(signup.form.consents),
      method: signup.method,
      page: signup.page,
      mail_at: signup.verdict.mailAt,
    }));
    return columnsOfSignups.values({ now: this.clock.now(), mailsPerDay: this.allowance.perDay }, rows);
  }
}

/**
 * A consent refers to a text that was shown; it cannot be to one we never wrote, nor to a recipient the text did not name. A signature is for a version
 * that asks what the current one asks. What the petition does not ask for is left out. @param strict false for clients that cannot know what a
 * petition requires
 */
function refuseUnfit(form: NewSignature, terms: PetitionTerms, strict: boolean): { form: NewSignature } {
  const { version = terms.version } = form;
  const isOther = version > terms.version || version < terms.sameAskSince;
  const detail = 'is not a version of the petition that can be signed now: it has changed, read it again';
  const faults = form.consents.flatMap(({ purpose, wording, recipient }, index) => {
    const offer = terms.consents.find((offered) => offered.purpose === purpose && offered.wordings.has(wording));
    const pointer = `/consents/${index}`;
    if (!offer)
      return [
        { pointer, code: 'consent.unknown_wording', detail: 'is not a purpose and wording this petition offers now' },
      ];
    const named =
      offer.recipients === null ? recipient === undefined : recipient !== undefined && offer.recipients.has(recipient);
    return named
      ? []
      : [{ pointer, code: 'consent.unknown_recipient', detail: 'recipient is not offered for this purpose' }];
  });
  if (isOther) faults.unshift({ pointer: '/version', code: 'petition.changed', detail });
  if (!isAsked(terms, form.country)) faults.push(countryNotAsked);
  const asked = asAsked(form, terms.form, strict);
  if (faults.length + asked.faults.length > 0) throw new InvalidInput([...faults, ...asked.faults]);
  return asked;
}

const showNamePurpose = 'show-name';

/** Showing the name is a consent like the others: field and record are kept consistent, whichever of them was sent. */
function withShowName(form: NewSignature, terms: PetitionTerms): NewSignature {
  const recorded = form.consents.some(({ purpose }) => purpose === showNamePurpose);
  if (recorded === form.showName) return form;
  if (recorded) return { ...form, showName: true };
  const offer = terms.consents.find(({ purpose }) => purpose === showNamePurpose);
  return offer ? { ...form, consents: [...form.consents, { purpose: offer.purpose, wording: offer.wording }] } : form;
}

function outcomeOf(error: unknown): string {
  if (error instanceof TooManySignups) return 'limited';
  return error instanceof TemporarilyUnavailable ? 'unavailable' : 'refused';
}
