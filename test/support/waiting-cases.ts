import { ApiTokensService } from '../../src/access/api-tokens.service.js';
import type { Role } from '../../src/access/roles.js';
import { DemandEvidence } from '../../src/campaigns/demands/demand-evidence.service.js';
import { newEvidence } from '../../src/campaigns/demands/demands.schema.js';
import { newMilestone } from '../../src/campaigns/campaigns.schema.js';
import { PlanService } from '../../src/campaigns/plan.service.js';
import { claimCheck } from '../../src/claims/claims.schema.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { LettersService } from '../../src/letters/sending/letters.service.js';
import { newTemplate } from '../../src/letters/writing/templates.schema.js';
import { TemplatesService } from '../../src/letters/writing/templates.service.js';
import { ExportFilesService } from '../../src/lists/export-files.service.js';
import { ChannelsService } from '../../src/ministries/channels.service.js';
import { newChannel } from '../../src/ministries/ministries.schema.js';
import { DraftSchedule } from '../../src/petitions/drafts/draft-schedule.service.js';
import { draftForm, inputOf } from '../../src/petitions/drafts/drafts.schema.js';
import { PetitionDrafts } from '../../src/petitions/drafts/petition-drafts.service.js';
import { FraudRulesService } from '../../src/petitions/fraud-rules.service.js';
import { newFraudRule } from '../../src/petitions/fraud.schema.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { newId } from '../../src/platform/ids.js';
import { AnswersService } from '../../src/replies/answers/answers.service.js';
import { SilenceService } from '../../src/replies/answers/silence.service.js';
import { newAnswer, newCoding } from '../../src/replies/answers/stances.schema.js';
import { InboxDecisions } from '../../src/replies/inbox/inbox-decisions.service.js';
import { ModerationService } from '../../src/supporter-letters/moderation.service.js';
import { audienceShape } from '../../src/updates/audience/audience.schema.js';
import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';
import { UpdateDrafts } from '../../src/updates/writing/update-drafts.service.js';
import { UpdateSchedule } from '../../src/updates/writing/update-schedule.service.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { newTreatyEvent } from '../../src/treaties/treaties.schema.js';
import type { WaitingKindName } from '../../src/admin/waiting/waiting-kinds.js';
import { ImportDesk } from './import-files.js';
import { approver, author, type LettersDesk } from './letters.js';
import { publishUpdate } from './updates.js';

/** Something that waits, until it is done. */
export interface WaitingCase {
  /** Who may act on it */
  roles: readonly Role[];
  /** Shared by all campaigns; 'everywhere': seen by staff of all campaigns only */
  shared?: true | 'everywhere';
  /** What the line says when nothing else of the kind waits */
  line: { label: string; href?: string | RegExp; due?: string; entries?: string[] };
  /** @returns how it is done */
  begin: (desk: LettersDesk) => Promise<() => Promise<unknown>>;
}

const petition = 'reconsider';
const approvers: readonly Role[] = ['owner', 'campaigner', 'reviewer'];
const campaigners: readonly Role[] = ['owner', 'campaigner'];
const third = 'staff:00000000-0000-7000-8000-000000000003';

const petitionOf = async ({ world }: LettersDesk) => ({ petitionId: await world.get(PetitionsService).idOf(petition) });

/** A letter that was sent, by a mailing of its own. */
async function sentLetter({ world, campaignId }: LettersDesk, iso = 'NO'): Promise<string> {
  const now = world.clock.now();
  const [runId, id] = [newId(), newId()];
  const terms = { channel: 'email', recipients: [iso], localTime: '09:30', rule: 'next', lateMinutes: 1, caps: {} };
  await world.database.prisma.letterRun.create({
    data: { id: runId, campaignId, name: 'Sent', ...terms, onDay: now, status: 'finished', author, createdAt: now },
  });
  const letter = {
    reference: `R-${id}`,
    locale: 'en',
    held: [],
    positions: {},
    status: 'sent',
    sentAt: now,
    dueAt: now,
  };
  await world.database.prisma.letter.create({ data: { id, runId, iso, ...letter } });
  return id;
}

async function mail(
  { world }: LettersDesk,
  row: { status: string; letterId?: string; trusted: boolean },
): Promise<string> {
  const id = newId();
  const about = { receivedAt: world.clock.now(), source: 'smtp', recipient: 'answers@example.org', size: 1 };
  const read = {
    sha256: new Uint8Array(Buffer.from(id)),
    text: 'x',
    kind: 'reply',
    kindRule: 'reply',
    authentication: {},
  };
  await world.database.prisma.inboundMail.create({ data: { id, ...about, ...read, ...row } });
  return id;
}

const answered = async ({ world, campaignId }: LettersDesk, letterId?: string) => {
  const words = { medium: 'email', locale: 'en', quote: 'We are looking at it.' };
  const input = { receivedOn: world.clock.now().toISOString().slice(0, 10), ...words, ...(letterId && { letterId }) };
  return (await world.get(AnswersService).enter('NO', await validate(newAnswer, input), author, campaignId)).id;
};

async function assessed({ world }: LettersDesk, id: string, coders: readonly string[]): Promise<void> {
  const coding = await validate(newCoding, { stance: 'reviewing' });
  for (const coder of coders) await world.get(AnswersService).code('NO', id, coding, coder);
}

/** English of the petition with another title, as a draft. */
async function retitled({ world }: LettersDesk): Promise<number> {
  const drafts = world.get(PetitionDrafts);
  const { texts, revision } = await drafts.of(petition);
  const input = { ...inputOf(texts.en), locale: 'en', revision: String(revision), title: 'Another title' };
  return (await drafts.save(petition, await validate(draftForm, input), author)).revision;
}

export async function claimChecked({ world }: LettersDesk, key: string, expiresOn: string): Promise<void> {
  const { verdict, correctFact } = await world.get(ClaimsService).get(key);
  const check = await validate(claimCheck, { verdict, correctFact, expiresOn });
  await world.get(ClaimsService).check(key, check, author);
}

export const waitingCases: Record<Exclude<WaitingKindName, 'facts'>, WaitingCase> = {
  milestones: {
    roles: campaigners,
    line: { label: '1 milestone due or missed', href: '/admin/plan#print', due: '2027-01-20', entries: ['Print'] },
    begin: async ({ world }) => {
      const plan = world.get(PlanService);
      const print = { key: 'print', title: 'Print', fixedOn: '2027-01-20' };
      await plan.add(petition, 2027, await validate(newMilestone, print), author);
      const { milestones } = await plan.board(petition, 2027);
      const id = milestones.find(({ key }) => key === 'print')?.id ?? '';
      return () => plan.change(id, { status: 'done', owner: null, evidenceUrl: null }, author);
    },
  },
  drafts: {
    roles: campaigners,
    line: {
      label: '1 petition text to review',
      href: `/admin/petitions/${petition}/text/review`,
      entries: ['Another title'],
    },
    begin: async (desk) => {
      const revision = await retitled(desk);
      await desk.world.get(DraftSchedule).submit(petition, revision, author);
      return async () => {
        const drafts = desk.world.get(PetitionDrafts);
        await drafts.discard(petition, (await drafts.of(petition)).revision, author);
      };
    },
  },
  translations: {
    roles: campaigners,
    line: {
      label: '5 translations to bring up to date',
      href: '/admin/petitions',
      entries: ['Another title (Arabic)'],
    },
    begin: async (desk) => {
      await retitled(desk);
      return async () => {
        const drafts = desk.world.get(PetitionDrafts);
        await drafts.discard(petition, (await drafts.of(petition)).revision, author);
      };
    },
  },
  updates: {
    roles: campaigners,
    line: { label: '1 update to review', href: '/admin/updates/news/review', entries: ['News'] },
    begin: async ({ world, campaignId }) => {
      const drafts = world.get(UpdateDrafts);
      await drafts.create(campaignId, { slug: 'news', title: 'News', petition: '' }, author);
      await world.get(UpdateSchedule).submit('news', 1, author);
      return () => drafts.discard('news', 1, author);
    },
  },
  updateMailings: {
    roles: campaigners,
    line: {
      label: '1 email of an update to approve',
      href: /^\/admin\/updates\/news-\w+\/email$/,
      due: '2027-04-04',
      entries: ['Parliament has answered'],
    },
    begin: async ({ world }) => {
      const audience = audienceShape.parse({});
      const mailings = world.get(UpdateMailings);
      const plans = async () => {
        const id = await publishUpdate(world, petition);
        await mailings.plan(id, { audience, notAfter: new Date('2027-04-04T12:00:00Z') }, author);
        return id;
      };
      const [id] = [await plans(), await plans()];
      const { prisma } = world.database;
      // The other reaches so few that nobody has to approve it.
      await prisma.updateMailing.update({ where: { updateId: id }, data: { expected: 1_001 } });
      const { revision } = await prisma.updateMailing.findUniqueOrThrow({ where: { updateId: id } });
      return () => mailings.approve(id, revision, approver);
    },
  },
  mailings: {
    roles: approvers,
    line: {
      label: '1 mailing to approve',
      href: /^\/admin\/runs\/[\w-]{36}$/,
      due: '2027-04-04',
      entries: ['Four April'],
    },
    begin: async (desk) => {
      const id = await desk.drafted({ recipients: 'NO' });
      await desk.runs.plan(id, author);
      return () => desk.runs.change(id, 'cancel', approver);
    },
  },
  corrections: {
    roles: approvers,
    line: { label: '1 correction to approve', href: /^\/admin\/runs\/[\w-]{36}$/ },
    begin: async (desk) => {
      const id = await desk.drafted({ recipients: 'NO' });
      await desk.world.database.prisma.letterRun.update({
        where: { id },
        data: { purpose: 'correction', status: 'planned' },
      });
      return () => desk.runs.change(id, 'cancel', approver);
    },
  },
  held: {
    roles: campaigners,
    line: { label: '1 letter on hold', href: /^\/admin\/letters\/[\w-]{36}$/, due: '2027-01-15', entries: ['Norway'] },
    begin: async (desk) => {
      const id = await sentLetter(desk);
      await desk.world.database.prisma.letter.update({ where: { id }, data: { status: 'held', sentAt: null } });
      return () => desk.world.get(LettersService).decide(id, 'cancel', author);
    },
  },
  post: {
    roles: campaigners,
    line: { label: '1 letter to print and post', href: '/admin/print-queue', due: '2027-01-15', entries: ['Norway'] },
    begin: async (desk) => {
      const id = await sentLetter(desk);
      const { prisma } = desk.world.database;
      const { runId } = await prisma.letter.update({ where: { id }, data: { status: 'to_print', sentAt: null } });
      await prisma.letterRun.update({ where: { id: runId }, data: { status: 'approved', channel: 'post' } });
      return () => desk.world.get(LettersService).decide(id, 'cancel', author);
    },
  },
  templates: {
    roles: approvers,
    line: { label: '1 text of letters to approve', href: '/admin/templates', entries: ['APMBC ask, German'] },
    begin: async ({ world, campaignId }) => {
      const templates = world.get(TemplatesService);
      const input = { kind: 'section', convention: 'APMBC', audience: 'ask', locale: 'de', body: 'Bitte.' };
      const { id } = await templates.draft(campaignId, await validate(newTemplate, input), author);
      return () => templates.approve(id, approver);
    },
  },
  unassigned: {
    roles: campaigners,
    shared: true,
    line: { label: '1 email to assign to a letter', href: /^\/admin\/inbox\/[\w-]{36}$/, entries: [] },
    begin: async (desk) => {
      const id = await mail(desk, { status: 'tray', trusted: false });
      return () => desk.world.get(InboxDecisions).setAside(id, 'Not about a letter', author);
    },
  },
  unchecked: {
    roles: campaigners,
    line: { label: '1 email of an uncertain sender', href: /^\/admin\/inbox\/[\w-]{36}$/, entries: ['Norway'] },
    begin: async (desk) => {
      const letterId = await sentLetter(desk);
      const id = await mail(desk, { status: 'matched', letterId, trusted: false });
      return () => desk.world.get(InboxDecisions).setAside(id, 'Not from there', author);
    },
  },
  replies: {
    roles: campaigners,
    line: { label: '1 reply to read and record', href: /^\/admin\/inbox\/[\w-]{36}$/, entries: ['Norway'] },
    begin: async (desk) => {
      const letterId = await sentLetter(desk);
      await mail(desk, { status: 'matched', letterId, trusted: true });
      return async () => assessed(desk, await answered(desk, letterId), [author, third]);
    },
  },
  answers: {
    roles: approvers,
    line: { label: '1 reply to assess', href: '/admin/answers/NO', entries: ['Norway'] },
    begin: async (desk) => {
      const id = await answered(desk);
      await assessed(desk, id, [author]);
      return () => assessed(desk, id, [third]);
    },
  },
  followUps: {
    roles: campaigners,
    line: { label: '1 letter without an answer to follow up', href: '/admin/follow-ups', entries: ['Sweden'] },
    begin: async (desk) => {
      const id = await sentLetter(desk, 'SE');
      const sentAt = new Date('2026-11-01T12:00:00Z');
      await desk.world.database.prisma.letter.update({ where: { id }, data: { sentAt } });
      return () => desk.world.get(SilenceService).leave([id], 'They have answered by telephone.', author);
    },
  },
  supporterLetters: {
    roles: approvers,
    line: { label: '1 letter by a supporter to read', href: '/admin/supporter-letters', entries: [] },
    begin: async (desk) => {
      const { world, campaignId } = desk;
      const [id, now] = [newId(), world.clock.now()];
      const about = {
        campaignId,
        ...(await petitionOf(desk)),
        iso: 'NO',
        locale: 'en',
        writtenAt: now,
        confirmedAt: now,
      };
      const written = { name: 'Ada Lovelace', country: 'GB', text: 'Please think again.' };
      await world.database.prisma.personalLetter.create({ data: { id, status: 'waiting', ...about, ...written } });
      return () => world.get(ModerationService).decide({ ids: [id], action: 'accept' }, approver);
    },
  },
  addresses: {
    roles: approvers,
    shared: true,
    line: { label: '1 address of a ministry to verify', href: '/admin/ministries/waiting', entries: ['Chad'] },
    begin: async ({ world }) => {
      const address = { kind: 'email', address: `office-${newId()}@mfa.td`, source: 'Its page', confidence: 'high' };
      const id = await world.get(ChannelsService).add('TD', await validate(newChannel, address), author);
      return () => world.get(ChannelsService).verify('TD', id, approver);
    },
  },
  events: {
    roles: approvers,
    shared: true,
    line: { label: '1 treaty event to verify', href: '/admin/ledger#waiting', entries: ['China: signed'] },
    begin: async ({ world }) => {
      const what = { iso: 'CN', convention: 'APMBC', kind: 'signed', on: '2020-05-04', asOf: '2020-05-05' };
      const source = { sourceTitle: 'A notification', sourceUrl: 'https://example.org/', confidence: 'high' };
      const { id } = await world
        .get(LedgerService)
        .record(await validate(newTreatyEvent, { ...what, ...source }), author);
      return () => world.get(LedgerService).review(id, { decision: 'rejected', note: null }, approver);
    },
  },
  claims: {
    roles: approvers,
    shared: true,
    line: { label: '1 claim to check again', href: '/admin/claims/C28', due: '2027-01-10' },
    begin: async (desk) => {
      await claimChecked(desk, 'C28', '2027-01-10');
      return () => claimChecked(desk, 'C28', '2029-01-01');
    },
  },
  evidence: {
    roles: approvers,
    line: { label: '1 fulfilment of a demand to confirm', href: '/admin/demands/ukraine-announce-withdrawal' },
    begin: async ({ world }) => {
      const evidence = world.get(DemandEvidence);
      const slug = 'ukraine-announce-withdrawal';
      const demand = await world.database.prisma.demand.findUniqueOrThrow({ where: { slug } });
      const what = { state: 'UA', act: demand.acts[0], happenedOn: demand.statedOn?.toISOString().slice(0, 10) };
      const source = { statement: 'It did.', sourceTitle: 'Ministry', sourceUrl: 'https://example.org/' };
      await evidence.record(slug, await validate(newEvidence, { ...what, ...source }), ['UA'], author);
      const [{ id = '' } = {}] = await evidence.of(demand.id);
      return () => evidence.decide(slug, id, 'rejected', approver);
    },
  },
  imports: {
    roles: campaigners,
    line: { label: '1 import to finish', href: /\/imports\/[\w-]{36}$/, entries: ['Signatures on paper'] },
    begin: async ({ world }) => {
      const imports = new ImportDesk(world, petition);
      const id = await imports.upload('Name,Country\r\nAda Lovelace,GB\r\n');
      return () => imports.imports.undo(petition, id, author);
    },
  },
  fraud: {
    roles: campaigners,
    line: { label: '1 fraud rule to apply', href: `/admin/petitions/${petition}/fraud`, entries: [] },
    begin: async ({ world }) => {
      const rules = world.get(FraudRulesService);
      const rule = await validate(newFraudRule, { kind: 'family_name', value: 'Lovelace', note: 'A test' });
      const id = await rules.draft(petition, rule, author);
      return () => rules.apply(petition, id, author);
    },
  },
  exports: {
    roles: ['owner', 'data_protection'],
    line: { label: '1 full list to approve', href: '/admin/exports/approvals', entries: [] },
    begin: async (desk) => {
      const [id, now] = [newId(), desk.world.clock.now()];
      const order = {
        mark: 'AAAAAAAA',
        preset: 'full',
        format: 'csv',
        columns: [],
        filter: {},
        reason: 'For the board',
      };
      const about = { requestedBy: author, ...(await petitionOf(desk)), stored: true, rowsExpected: 1, startedAt: now };
      await desk.world.database.prisma.export.create({ data: { id, status: 'awaiting_approval', ...order, ...about } });
      const staff = { id: approver.slice(6), role: 'owner' };
      return () => desk.world.get(ExportFilesService).decide(id, 'refused', staff);
    },
  },
  tokens: {
    roles: ['owner'],
    shared: 'everywhere',
    line: { label: '1 API token to approve', href: '/admin/tokens', entries: ['Newsletter'] },
    begin: async ({ world }) => {
      const tokens = world.get(ApiTokensService);
      const { id } = await tokens.create('Newsletter', ['supporters:read'], author);
      return () => tokens.approve(id, approver);
    },
  },
};
