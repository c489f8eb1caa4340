import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Locale } from '../../platform/http/locale.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { CompiledMail } from '../../platform/mail/template.js';
import { UpdateTransport, type OutgoingMail } from '../../platform/mail/transport.js';
import { CONFIG } from '../../platform/runtime.js';
import { RecipientTokens } from './recipient-tokens.js';
import { testMailJob } from './sending.jobs.js';
import { MailingNotFound } from './sending.errors.js';
import { compileUpdateMail, type UpdateMailSlot } from './update-mail.js';
import { faultsOfMail, type MailCheck } from './mail-checks.js';
import { LinkChecks } from '../../petitions/links/link-checks.service.js';
import { UpdateLetterheads, type UpdateLetterhead } from './update-letterhead.service.js';
import { headersOf } from './update-headers.js';

/** Which email goes to whom. */
export interface UpdateMailOrder {
  updateId: string;
  version: number;
  locale: string;
  supporterId: string;
  email: string;
}

type Texts = Record<string, { title: string; text: string }>;

interface Compiled {
  mail: CompiledMail;
  values: Omit<Record<UpdateMailSlot, string>, 'unsubscribeUrl'>;
  letterhead: UpdateLetterhead;
  headers: Record<string, string>;
}

const mostCompiled = 60;

/** Writes the emails of updates, each when it is sent: from a version and a language, compiled once, and the links of its recipient. */
@Injectable()
export class UpdateMails implements OnModuleInit {
  private readonly compiled = new Map<string, Promise<Compiled>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly tokens: RecipientTokens,
    private readonly letterheads: UpdateLetterheads,
    private readonly links: LinkChecks,
    private readonly jobs: Jobs,
    private readonly transport: UpdateTransport,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(testMailJob, (payload) => this.deliverTest(payload));
  }

  async write({ updateId, version, locale, supporterId, email }: UpdateMailOrder): Promise<OutgoingMail> {
    return this.addressed(await this.ofVersion(updateId, version, locale), updateId, supporterId, email);
  }

  /** The email as its recipients would get it; of the draft, where the text has changed since it was published. */
  async preview(updateId: string, locale: string): Promise<{ subject: string; html: string; text: string }> {
    const { mail, values } = await this.ofDraft(updateId, locale);
    return mail.fill({ ...values, unsubscribeUrl: `${this.config.PUBLIC_URL}/n/…` });
  }

  /** What speaks for and against sending it now, in every language in which it is written. */
  async checks(updateId: string): Promise<MailCheck[]> {
    const texts = await this.textsOf(updateId);
    const found: MailCheck[] = [];
    for (const [locale, text] of Object.entries(texts)) found.push(...(await this.checksOf(updateId, locale, text)));
    return found;
  }

  /** Sends the draft to a member of staff, soon. */
  async sendTest(updateId: string, locale: string, staffId: string): Promise<void> {
    await this.ofDraft(updateId, locale);
    await this.database.transaction((tx) => this.jobs.add(tx, testMailJob, { updateId, locale, staffId }));
  }

  private async deliverTest({
    updateId,
    locale,
    staffId,
  }: {
    updateId: string;
    locale: string;
    staffId: string;
  }): Promise<void> {
    const staff = await this.database.prisma.staff.findUnique({
      where: { id: staffId },
      select: { email: true, disabledAt: true },
    });
    if (!staff || staff.disabledAt !== null) return;
    const mail = this.addressed(await this.ofDraft(updateId, locale), updateId, staffId, staff.email);
    await this.transport.send({ ...mail, subject: `[Test] ${mail.subject}` });
  }

  private async checksOf(
    updateId: string,
    locale: string,
    { title, text }: Texts[string] & object,
  ): Promise<MailCheck[]> {
    try {
      const compiled = await this.compile(updateId, locale, { title, text });
      const mail = this.addressed(compiled, updateId, updateId, 'someone@example.org');
      const addresses = [...mail.html.matchAll(/<a [^>]*href="(https:[^"]+)"/g)].flatMap(
        ([, one]) => one?.replaceAll('&amp;', '&') ?? [],
      );
      const others = addresses.filter((one) => new URL(one).host !== compiled.letterhead.host);
      return faultsOfMail(
        locale,
        mail,
        compiled.values,
        compiled.letterhead.dark,
        await this.links.of(others),
        this.config.NODE_ENV === 'production',
      );
    } catch (error) {
      // A text that cannot be rendered in one language stops the mailing in all of them.
      return [
        { code: 'mail.template', detail: `${locale}: cannot be rendered (${(error as Error).name})`, failed: true },
      ];
    }
  }

  private addressed(
    { mail, values, letterhead, headers }: Compiled,
    updateId: string,
    supporterId: string,
    to: string,
  ): OutgoingMail {
    const seal = (use: Parameters<RecipientTokens['seal']>[0]): string => this.tokens.seal(use, updateId, supporterId);
    const unsubscribeUrl = `${this.config.PUBLIC_URL}/n/${seal('unsubscribe')}`;
    const { LETTERS_REPLY_DOMAIN: bounces } = this.config;
    const complaint = seal('complaint');
    return {
      to,
      ...mail.fill({ ...values, unsubscribeUrl }),
      ...letterhead.sender.from,
      unsubscribeUrl,
      messageId: `<${seal('message')}@${letterhead.domain}>`,
      ...(bounces !== undefined && { envelopeFrom: `u.${seal('bounce')}@${bounces}` }),
      headers: {
        ...headers,
        ...(bounces !== undefined && {
          'CFBL-Address': `v.${complaint}@${bounces}; report=arf`,
          'CFBL-Feedback-ID': complaint,
        }),
      },
    };
  }

  private ofVersion(updateId: string, version: number, locale: string): Promise<Compiled> {
    const key = `${updateId}/${version}/${locale}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const made = (async () => {
      const row = await this.database.prisma.updateVersion.findUniqueOrThrow({
        where: { updateId_number: { updateId, number: version } },
        select: { texts: true },
      });
      return this.compile(updateId, locale, (row.texts as Texts)[locale]);
    })();
    // What failed is tried again.
    made.catch(() => this.compiled.delete(key));
    const [oldest] = this.compiled.keys();
    if (this.compiled.size >= mostCompiled && oldest !== undefined) this.compiled.delete(oldest);
    this.compiled.set(key, made);
    return made;
  }

  private async ofDraft(updateId: string, locale: string): Promise<Compiled> {
    return this.compile(updateId, locale, (await this.textsOf(updateId))[locale]);
  }

  /** @throws MailingNotFound */
  private async textsOf(updateId: string): Promise<Texts> {
    const update = await this.database.prisma.campaignUpdate.findUnique({
      where: { id: updateId },
      select: { texts: true },
    });
    if (!update) throw new MailingNotFound();
    return update.texts as Texts;
  }

  private async compile(updateId: string, locale: Locale, text: Texts[string] | undefined): Promise<Compiled> {
    if (!text) throw new MailingNotFound();
    const letterhead = await this.letterheads.of(updateId);
    const { slug, names, sender, host, absolute, dark } = letterhead;
    const campaign = names[locale] ?? names.en ?? host;
    const pageUrl = `${this.config.PUBLIC_URL}/updates/${slug}?lang=${locale}`;
    const mail = compileUpdateMail({ ...text, locale, campaign, host, pageUrl, absolute, dark });
    return { mail, letterhead, values: sender.footer(locale), headers: headersOf(letterhead, locale, campaign) };
  }
}
