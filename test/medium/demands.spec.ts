import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemandEvidence } from '../../src/campaigns/demands/demand-evidence.service.js';
import { DemandHistory } from '../../src/campaigns/demands/demand-history.service.js';
import { DemandViews } from '../../src/campaigns/demands/demand-views.service.js';
import { demandForm, newEvidence } from '../../src/campaigns/demands/demands.schema.js';
import { DemandsService } from '../../src/campaigns/demands/demands.service.js';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { locales } from '../../src/platform/http/locale.js';
import { validate } from '../../src/platform/http/validation.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { FakeClock } from '../support/fakes.js';
import { World } from '../support/world.js';

const ukraine = 'ukraine-announce-withdrawal';
const draft = {
  slug: 'finland-shares-reasons',
  revision: '0',
  addresseeKind: 'state',
  state: 'FI',
  acts: ['share_reasons'],
  basis: 'APMBC-20',
  title_en: 'Finland: share your reasons',
  ask_en: 'We ask Finland to share its reasons.',
  reasons_en: 'In our opinion others learn from them.\n\nThat is all.',
  law_en: 'A State that withdraws explains its reasons. [APMBC-20]',
};
const evidence = {
  state: 'UA',
  act: 'call_on_others',
  happenedOn: '2027-04-04',
  statement: 'The Government called on all members to follow.',
  sourceTitle: 'Government of Ukraine',
  sourceUrl: 'https://example.org/statement',
};

describe('demands', () => {
  let world: World;
  let demands: DemandsService;
  let views: DemandViews;
  const save = async (input: Record<string, unknown>) =>
    demands.save('reconsider', await validate(demandForm, input), 'staff:1');
  const record = async (input: Record<string, unknown>, actor = 'staff:1') =>
    world.get(DemandEvidence).record(ukraine, await validate(newEvidence, input), ['UA'], actor);

  beforeAll(async () => {
    world = await World.create({}, new FakeClock());
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    await Promise.all([1, 2].map(() => world.loadsCampaign()));
    demands = world.get(DemandsService);
    views = world.get(DemandViews);
  });
  afterAll(() => world.close());

  describe('as shipped', () => {
    it('are there once, published, in every language, and use only facts that may be used', async () => {
      const { demands: listed } = await views.list('en');
      expect(listed.map(({ slug }) => slug).sort()).toEqual([
        'parties-cluster-munitions-reconsider',
        'parties-mines-reconsider',
        'signatories-cluster-munitions',
        ukraine,
        'withdrawn-cluster-munitions-share-reasons',
        'withdrawn-mines-share-reasons',
      ]);
      for (const { slug } of listed) {
        const { texts } = await demands.get(slug);
        expect(Object.keys(texts).sort()).toEqual([...locales].sort());
      }
      const claims = await world.get(ClaimsService).list();
      const used = claims.filter(({ uses }) => uses.some(({ kind }) => kind === 'demand'));
      expect(used.length).toBeGreaterThan(10);
      expect(used.filter(({ standing }) => !['true', 'corrected'].includes(standing))).toEqual([]);
    });

    it('ask Ukraine by 4 April 2027, with the claim behind every paragraph on the law', async () => {
      const demand = await views.get(ukraine, 'en');
      expect(demand).toMatchObject({ due: '2027-04-04', inTheNameOf: null, addresseeCount: 1 });
      for (const paragraph of demand.law) expect(paragraph).toMatch(/\[[A-Z0-9-]+\]/);
      expect(demand.addressees).toMatchObject([{ iso: 'UA', status: 'stated' }]);
    });

    it('are addressed to groups as the ledger has them, and Ukraine is in none of the parties to the first convention', async () => {
      const parties = await views.get('parties-mines-reconsider', 'en');
      const isos = parties.addressees.map(({ iso }) => iso);
      expect(isos).toContain('NO');
      for (const iso of ['UA', 'FI', 'US', 'RU']) expect(isos).not.toContain(iso);
      const left = await views.get('withdrawn-mines-share-reasons', 'en');
      expect(left.addressees.map(({ iso }) => iso).sort()).toEqual(['EE', 'FI', 'LT', 'LV', 'PL']);
    });

    it('stand on the page of each State they are addressed to', async () => {
      expect((await views.ofState('UA', 'en')).map(({ slug }) => slug)).toEqual([ukraine]);
      expect(await views.ofState('US', 'en')).toEqual([]);
    });
  });

  describe('their status', () => {
    it('follows letters and replies only where these are told, and says so', async () => {
      expect((await views.get(ukraine, 'en', 'staff')).lettersPublic).toBe(true);
      expect((await views.get(ukraine, 'en')).lettersPublic).toBe(false);
      const day = { in: null, iso: 'UA', campaignId: null };
      const sent = { ...day, sections: ['APMBC/suspension'], on: '2027-01-10', what: 'sent', reference: 'R' } as const;
      const other = { ...day, sections: ['CCM/ask'], on: '2027-01-09', what: 'sent', reference: 'S' } as const;
      const reply = {
        ...day,
        sections: null,
        on: '2027-01-20',
        what: 'answer',
        meaning: 'refuses',
        stance: 'rejects',
      } as const;
      world.clock.moveTo('2027-02-01T12:00:00Z');
      const told = [sent, other, reply];
      world.get(DemandHistory).register((audience) => Promise.resolve(audience === 'staff' ? told.splice(0, 2) : null));
      expect((await views.get(ukraine, 'en', 'staff')).addressees).toMatchObject([
        { status: 'sent', since: '2027-01-10' },
      ]);
      told.splice(0, 3, sent, reply);
      expect((await views.get(ukraine, 'en', 'staff')).addressees).toMatchObject([
        { status: 'refused', stance: 'rejects' },
      ]);
      expect((await views.get(ukraine, 'en')).addressees).toMatchObject([{ status: 'stated', stance: null }]);
    });

    it('changes by evidence only when a second person has confirmed it', async () => {
      world.clock.moveTo('2027-04-04T12:00:00Z');
      await record(evidence);
      expect((await views.get(ukraine, 'en')).addressees[0]?.status).toBe('stated');
      const [held] = await world.get(DemandEvidence).all();
      const id = held?.id ?? '';
      const decide = (actor: string) => world.get(DemandEvidence).decide(ukraine, id, 'confirmed', actor);
      await expect(decide('staff:1')).rejects.toMatchObject({ code: 'demand.evidence_own' });
      const own = { recordedBy: 'staff:1', reviewedBy: 'staff:1', decision: 'confirmed', reviewedAt: new Date() };
      const { prisma } = world.database;
      await expect(prisma.demandEvidenceReview.create({ data: { evidenceId: BigInt(id), ...own } })).rejects.toThrow();
      await decide('staff:2');
      await expect(decide('staff:3')).rejects.toMatchObject({ code: 'demand.evidence_decided' });
      expect((await views.get(ukraine, 'en')).addressees[0]).toMatchObject({
        status: 'partly_met',
        metActs: ['call_on_others'],
      });
    });

    it('is lapsed on the day after, and says what was done', async () => {
      world.clock.moveTo('2027-04-05T12:00:00Z');
      const { addressees, timeline } = await views.get(ukraine, 'en');
      expect(addressees[0]).toMatchObject({ status: 'lapsed', since: '2027-04-04', metActs: ['call_on_others'] });
      expect(timeline.map(({ what }) => what)).toEqual(['stated', 'evidence', 'due']);
    });

    it.each([
      ['state', 'FI', 'demand.not_addressed'],
      ['act', 'not_ratify', 'demand.not_asked'],
      ['happenedOn', '2026-11-29', 'demand.day_impossible'],
      ['happenedOn', '2028-01-01', 'demand.day_impossible'],
      ['sourceUrl', 'javascript:alert(1)', 'url.invalid'],
      ['statement', '', 'field.required'],
    ])('refuses evidence with %s %j beside its field', async (field, value, code) => {
      await expect(record({ ...evidence, [field]: value })).rejects.toMatchObject({
        faults: [{ pointer: `/${field}`, code }],
      });
    });
  });

  describe('as staff write them', () => {
    it.each([
      ['state', { state: 'XX' }, 'state.unknown'],
      ['state', { state: '' }, 'field.required'],
      ['group', { addresseeKind: 'group', group: 'neighbours:APMBC' }, 'demand.unknown_rule'],
      ['title_fr', { ask_fr: 'Nous demandons.' }, 'field.required'],
      ['law_en', { law_en: 'x'.repeat(5_000_000) }, undefined],
      ['acts', { acts: [] }, undefined],
      ['slug', { slug: '../x' }, undefined],
      ['anchorYear', { dueOn: '2027-04-04', anchorYear: '2027' }, undefined],
    ])('are refused with a fault beside %s', async (field, change, code) => {
      await expect(save({ ...draft, ...change })).rejects.toMatchObject({
        faults: [{ pointer: `/${field}`, ...(code !== undefined && { code }) }],
      });
    });

    it('may not use a claim that may not be used, when saved and again when published', async () => {
      await expect(save({ ...draft, reasons_en: 'Delayed. [C09]' })).rejects.toMatchObject({
        code: 'claim.not_usable',
      });
      await expect(save({ ...draft, basis: 'C999' })).rejects.toMatchObject({ code: 'claim.not_usable' });
      await save({ ...draft, slug: 'soon-retired', law_en: 'A fact. [C19]' });
      await world.get(ClaimsService).retire('C19', 'for the test', 'staff:1');
      await expect(demands.publish('soon-retired', 'staff:1')).rejects.toMatchObject({ code: 'claim.not_usable' });
    });

    it('are published only when complete, with a claim for each paragraph on the law, and a day to come', async () => {
      const faults = async (change: Record<string, unknown>): Promise<string[]> => {
        const slug = `incomplete-${Object.keys(change).join('-').toLowerCase().replaceAll('_', '-')}`;
        await save({ ...draft, slug, ...change });
        const error = await demands.publish(slug, 'staff:1').catch((refused: unknown) => refused);
        return (error as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer);
      };
      expect(await faults({ ask_en: '' })).toEqual(['/ask_en']);
      expect(await faults({ title_uk: 'Фінляндія' })).toEqual(['/ask_uk', '/reasons_uk', '/law_uk']);
      expect(await faults({ law_en: 'It is the law.' })).toEqual(['/law_en']);
      expect(await faults({ dueOn: '2027-01-01' })).toEqual(['/dueOn']);
      expect(await faults({ basis: '' })).toEqual(['/basis']);
      expect(await faults({ basis: '', law_en: '', acts: ['give_notice'] })).toEqual(['/law_en', '/basis']);
      expect(await faults({ addresseeKind: 'institution', institution_fr: 'Le Conseil' })).toEqual(['/institution_en']);
    });

    it('are refused where somebody else has changed them meanwhile, or has the short name', async () => {
      await save(draft);
      await expect(save(draft)).rejects.toMatchObject({ code: 'demand.exists' });
      await save({ ...draft, revision: '1', title_en: 'Finland: share the reasons' });
      await expect(save({ ...draft, revision: '1' })).rejects.toMatchObject({ code: 'demand.changed' });
    });

    it('are stated on the day they are published, and never changed afterwards', async () => {
      await expect(views.get(draft.slug, 'en')).rejects.toMatchObject({ code: 'demand.not_found' });
      await demands.publish(draft.slug, 'staff:1');
      expect(await views.get(draft.slug, 'fr')).toMatchObject({ statedOn: '2027-04-05', language: 'en' });
      await expect(save({ ...draft, revision: '2' })).rejects.toMatchObject({ code: 'demand.not_draft' });
      const { prisma } = world.database;
      const where = { slug: draft.slug };
      for (const data of [{ texts: {} }, { statedOn: new Date('2020-01-01') }, { status: 'draft', statedOn: null }])
        await expect(prisma.demand.updateMany({ where, data })).rejects.toThrow();
      await expect(prisma.demand.deleteMany({ where })).rejects.toThrow();
      for (const table of [prisma.demandEvidence, prisma.demandEvidenceReview] as const)
        await expect((table as typeof prisma.demandEvidence).deleteMany()).rejects.toThrow();
    });

    it('are replaced by another one, which is stated after the withdrawal and names it', async () => {
      const next = { ...draft, slug: 'finland-shares-safeguards', replaces: draft.slug };
      await save(next);
      await expect(demands.publish(next.slug, 'staff:1')).rejects.toMatchObject({ faults: [{ pointer: '/replaces' }] });
      await demands.withdraw(draft.slug, 'It asked too little.', 'staff:1');
      await expect(demands.withdraw(draft.slug, 'Again.', 'staff:1')).rejects.toMatchObject({
        code: 'demand.not_published',
      });
      await demands.publish(next.slug, 'staff:1');
      expect(await views.get(draft.slug, 'en')).toMatchObject({
        lifecycle: 'withdrawn',
        withdrawnReason: 'It asked too little.',
        replacedBy: next.slug,
      });
      expect(await views.get(next.slug, 'en')).toMatchObject({ replaces: draft.slug });
      expect((await views.ofState('FI', 'en')).map(({ slug }) => slug)).not.toContain(draft.slug);
    });

    it('stand still once withdrawn, whatever happens afterwards', async () => {
      const slug = 'withdrawn-before-its-day';
      await save({ ...draft, slug, dueOn: '2027-05-01' });
      await demands.publish(slug, 'staff:1');
      await demands.withdraw(slug, 'No longer asked.', 'staff:1');
      world.clock.moveTo('2027-06-01T12:00:00Z');
      expect((await views.get(slug, 'en')).addressees).toMatchObject([{ status: 'stated', since: '2027-04-05' }]);
    });

    it('say in the name of whom they are, and may address an institution', async () => {
      const slug = 'an-institution';
      const names = { institution_en: 'The Council', source_en: 'The essay’s author', source_de: 'Essay' };
      await save({ ...draft, slug, addresseeKind: 'institution', ...names });
      await demands.publish(slug, 'staff:1');
      const found = await views.get(slug, 'de');
      expect(found.inTheNameOf).toBe('Essay');
      expect(found.addressees).toMatchObject([{ iso: null, status: 'stated' }]);
    });

    it('leave no words in the audit log', async () => {
      const entries = await world.database.prisma.auditEntry.findMany({ where: { action: { startsWith: 'demand.' } } });
      expect(entries.length).toBeGreaterThan(5);
      for (const { details } of entries)
        expect(Object.keys(details as object).every((key) => ['slug', 'act'].includes(key))).toBe(true);
    });
  });
});
