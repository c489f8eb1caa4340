import { StaffService } from '../../src/access/staff.service.js';
import { CalendarService } from '../../src/campaigns/calendar.service.js';
import { CampaignMetrics } from '../../src/campaigns/campaign-metrics.service.js';
import { CampaignTextsService } from '../../src/campaigns/campaign-texts.service.js';
import { fireDueMilestonesJob } from '../../src/campaigns/campaigns.jobs.js';
import { MilestoneTriggers } from '../../src/campaigns/milestone-triggers.service.js';
import { PlanService } from '../../src/campaigns/plan.service.js';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { FakeClock } from '../support/fakes.js';
import { World } from '../support/world.js';

const slug = 'reconsider';

describe('the plan around the anchor date', () => {
  let world: World;
  let plan: PlanService;
  beforeEach(async () => {
    world = await World.create({}, new FakeClock(new Date('2026-11-24T12:00:00Z')));
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    plan = world.get(PlanService);
  });
  afterEach(() => world.close());

  const itIs = (instant: string) => world.clock.advance(Date.parse(instant) - world.clock.now().getTime());
  const fire = async () => {
    await world.get(Jobs).add(world.database.prisma, fireDueMilestonesJob, {});
    await world.get(Jobs).runDue();
  };
  const milestone = async (key: string, year = 2027) => {
    const found = (await plan.board(slug, year)).milestones.find((one) => one.key === key);
    if (!found) throw new Error(`no milestone ${key}`);
    return found;
  };
  const colleague = async (email: string) => {
    const link = await world.get(StaffService).invite({ email, role: 'viewer' }, 'cli');
    await world
      .get(StaffService)
      .acceptInvitation(link.split('/').at(-1) ?? '', { name: 'Vera', password: 'a long password for tests' });
  };

  it('leads to the next 4 April, in days before and after it', async () => {
    const board = await plan.board(slug, null);
    expect(board).toMatchObject({ year: 2027, anchor: '2027-04-04', end: '2027-04-04', t: 'T−131' });
    expect([board.milestones[0]?.t, board.milestones.at(-1)?.t]).toEqual(['T−90', 'T+30']);
    expect(await milestone('letters')).toMatchObject({ from: '2027-04-02', workingDayRule: 'previous' });
  });

  it('publishes the statement on the day, once, and never before six in the morning of the campaign', async () => {
    const texts = world.get(CampaignTextsService);
    itIs('2027-04-03T22:30:00Z');
    await fire();
    expect((await texts.get('four-april')).status).toBe('draft');
    itIs('2027-04-04T04:05:00Z');
    await fire();
    await fire();
    expect(await texts.published()).toMatchObject([
      { slug: 'four-april', publishedAt: new Date('2027-04-04T04:05:00Z') },
    ]);
    expect((await milestone('statement')).firings).toEqual([
      { dueOn: '2027-04-04', outcome: 'done', detail: '"four-april" is published.' },
    ]);
  });

  it('fires once when two processes find it due at the same moment', async () => {
    const other = await world.beside();
    itIs('2027-04-04T10:00:00Z');
    await Promise.all([world.get(MilestoneTriggers).fireDue(), other.get(MilestoneTriggers).fireDue()]);
    expect(await world.database.prisma.auditEntry.count({ where: { action: 'campaign_text.published' } })).toBe(1);
    await other.close();
  });

  it('never fires late automatically: what was missed is left to a person', async () => {
    itIs('2027-04-08T10:00:00Z');
    await fire();
    const statement = await milestone('statement');
    expect(statement.firings).toMatchObject([{ dueOn: '2027-04-04', outcome: 'missed' }]);
    expect((await world.get(CampaignTextsService).get('four-april')).status).toBe('draft');
    await world.get(MilestoneTriggers).fireNow(slug, 2027, statement.id, '2027-04-04', 'staff:a');
    expect((await world.get(CampaignTextsService).get('four-april')).status).toBe('published');
    expect((await milestone('statement')).firings).toMatchObject([{ outcome: 'done' }]);
  });

  it('does not publish a text that rests on a retired claim; the board says why', async () => {
    await world.get(ClaimsService).retire('C28', 'A sixth State has left.', 'staff:b');
    itIs('2027-04-04T10:00:00Z');
    await fire();
    expect((await milestone('statement')).firings).toMatchObject([
      { outcome: 'failed', detail: expect.stringContaining('C28') as string },
    ]);
    expect((await world.get(CampaignTextsService).get('four-april')).status).toBe('draft');
  });

  it('opens a closed petition on its milestone', async () => {
    await world.database.prisma.petition.update({ where: { slug }, data: { closedAt: world.clock.now() } });
    itIs('2027-03-07T10:00:00Z');
    await fire();
    expect((await world.figuresOf(slug)).status).toBe('open');
    expect((await milestone('open-petition')).firings).toMatchObject([
      { outcome: 'done', detail: 'The petition "reconsider" is open.' },
    ]);
  });

  it('sends the weekly digest to active staff, with statistics and without supporters', async () => {
    await world.get(TreatiesReference).load();
    await colleague('vera@example.org');
    await world.get(StaffService).invite({ email: 'invited@example.org', role: 'viewer' }, 'cli');
    itIs('2027-01-03T12:00:00Z');
    await world.confirms(slug, 'ada@example.org');
    itIs('2027-01-04T10:00:00Z');
    await fire();
    await world.sendDue();
    expect(world.smtp.to('invited@example.org').map(({ subject }) => subject)).toEqual(['Your invitation to Demarche']);
    const [mail, ...more] = world.smtp.to('vera@example.org');
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('T−90');
    expect(mail?.text).toMatch(/sign ups: 1[\s\S]*confirmations: 1/);
    expect(mail?.text).not.toContain('ada@');
    itIs('2027-01-11T10:00:00Z');
    await fire();
    await world.sendDue();
    expect(world.smtp.to('vera@example.org')).toHaveLength(2);
  });

  it('rolls over: relative dates move with the day, fixed ones by years, and lists what must be verified', async () => {
    await plan.add(
      slug,
      2027,
      {
        key: 'anniversary',
        title: 'Anniversary',
        fixedOn: '2026-12-03',
        offsetDays: null,
        lastsDays: null,
        repeatsDays: null,
        workingDayRule: 'none',
        trigger: 'none',
        triggerTarget: null,
        demand: 'parties-mines-reconsider',
      },
      'staff:a',
    );
    const done = await milestone('freeze');
    await plan.change(
      done.id,
      { status: 'done', owner: 'Olga', evidenceUrl: 'https://example.org/minutes' },
      'staff:a',
    );
    await expect(
      plan.change(done.id, { status: 'done', owner: null, evidenceUrl: null, demand: 'of-nobody' }, 'staff:a'),
    ).rejects.toMatchObject({
      faults: [{ pointer: '/demand', code: 'demand.unknown' }],
    });
    const toVerify = await plan.rollOver(slug, 2028, 'staff:a');
    expect((await milestone('anniversary', 2028)).demand).toBe('parties-mines-reconsider');
    expect((await milestone('ukraine-demand', 2028)).demand).toBe('ukraine-announce-withdrawal');
    expect(await milestone('freeze', 2028)).toMatchObject({
      from: '2028-03-24',
      status: 'planned',
      owner: 'Olga',
      evidenceUrl: null,
    });
    expect(await milestone('anniversary', 2028)).toMatchObject({
      from: '2027-12-03',
      verifyReason: 'its fixed date was moved by whole years',
    });
    expect(await milestone('statement', 2028)).toMatchObject({
      triggerTarget: null,
      verifyReason: 'name the text to be published',
    });
    expect(toVerify.join('\n')).toMatch(/Anniversary[\s\S]*unverified[\s\S]*Claim C12 expires/);
    await expect(plan.rollOver(slug, 2028, 'staff:a')).rejects.toMatchObject({ code: 'plan.year_exists' });
    await expect(plan.rollOver(slug, 2020, 'staff:a')).rejects.toMatchObject({ code: 'plan.nothing_to_copy' });
  });

  it('shows no date in public that nobody has verified, until somebody has', async () => {
    const calendar = world.get(CalendarService);
    const published = async () => (await calendar.published('en')).map(({ key }) => key);
    const all = await calendar.list('en');
    // With the two anniversaries of 2027.
    expect(all).toHaveLength(22);
    const unverified = all.filter(({ verification }) => verification === 'unverified');
    expect(unverified).toHaveLength(4);
    for (const { key } of unverified) expect(await published()).not.toContain(key);
    const [meeting] = unverified;
    if (!meeting) throw new Error('no unverified entry');
    const change = {
      startsOn: '2026-12-01',
      endsOn: null,
      place: 'Geneva',
      verification: 'verified' as const,
      verificationNote: null,
    };
    await calendar.change(meeting.id, { ...change, source: 'Letter of the presidency, 20 November 2026' }, 'staff:a');
    expect(await published()).toContain(meeting.key);
  });

  it('counts progress per day: sign-ups, confirmations and states that moved', async () => {
    await world.get(TreatiesReference).load();
    const { id } = (await plan.board(slug, null)).campaign;
    await world.signs(slug, 'waits@example.org');
    await world.confirms(slug, 'ada@example.org');
    const progress = await world.get(CampaignMetrics).progress(id, '2026-11-23', '2026-11-24');
    expect(progress).toMatchObject({
      sign_ups: [
        { day: '2026-11-23', n: 0 },
        { day: '2026-11-24', n: 2 },
      ],
      confirmations: [{ n: 0 }, { n: 1 }],
      // Lebanon moved on a day nobody knows; it used to be counted on the day the register was compiled.
      states_moved: [{ n: 0 }, { n: 0 }],
    });
    expect((await world.get(CampaignMetrics).progress(id, '2025-12-27', '2025-12-27')).states_moved).toEqual([
      { day: '2025-12-27', n: 3 },
    ]);
  });
});
