import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiTokensService } from '../../src/access/api-tokens.service.js';
import type { CampaignRef } from '../../src/access/campaign-reach.service.js';
import { roleNames, type Role } from '../../src/access/roles.js';
import { waitingKinds, type WaitingKindName } from '../../src/admin/waiting/waiting-kinds.js';
import { WaitingService } from '../../src/admin/waiting/waiting.service.js';
import { CampaignManagement } from '../../src/campaigns/campaign-management.service.js';
import { CampaignsService } from '../../src/campaigns/campaigns.service.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { requiredFacts } from '../../src/campaigns/profile.schema.js';
import { ProfileService } from '../../src/campaigns/profile.service.js';
import { ChannelsService } from '../../src/ministries/channels.service.js';
import { newChannel } from '../../src/ministries/ministries.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { mostWaiting } from '../../src/platform/waiting.js';
import { author, LettersDesk } from '../support/letters.js';
import { claimChecked, waitingCases } from '../support/waiting-cases.js';
import { World } from '../support/world.js';

const settings = {
  names: { en: 'Open the archive' },
  anchorMonth: null,
  anchorDay: null,
  anchorNames: {},
  timeZone: 'Europe/Berlin',
  locales: [],
  host: null,
  senderName: null,
  replyTo: null,
};

describe('what waits', () => {
  let desk: LettersDesk;
  let world: World;
  let campaign: CampaignRef;
  let other: CampaignRef;
  const waiting = () => world.get(WaitingService);
  const person = (role: Role, of = campaign, everywhere = true, id = '00000000-0000-7000-8000-000000000009') => ({
    id,
    role,
    campaign: of,
    everywhere,
  });
  const lineOf = async (kind: WaitingKindName, who = person('owner')) =>
    (await waiting().list(who)).find((line) => line.kind === kind);
  const entered = async (iso: string, actor = author): Promise<string> => {
    const address = { kind: 'email', address: `office@mfa-${iso}.example.org`, source: 'Its page', confidence: 'high' };
    return world.get(ChannelsService).add(iso, await validate(newChannel, address), actor);
  };

  beforeAll(async () => {
    desk = await LettersDesk.create({ EXPORT_APPROVAL: 'full' });
    world = desk.world;
    await world.get(CampaignManagement).create('archive', settings, author);
    const all = await world.get(CampaignsService).list();
    [campaign, other] = ['reconsider', 'archive'].map((slug) => all.find((one) => one.slug === slug)!) as [
      CampaignRef,
      CampaignRef,
    ];
    for (const { key, retiredAt } of await world.get(ClaimsService).list())
      if (retiredAt === null) await claimChecked(desk, key, '2029-01-01');
    // The plan of the campaign is long: nothing of it is to be due on the days of the tests.
    await world.database.prisma.milestone.updateMany({ data: { status: 'done' } });
  });
  afterAll(() => world.close());

  it.each(Object.entries(waitingCases))('%s: until it is done, for those who may act on it', async (name, one) => {
    const kind = name as WaitingKindName;
    const before = (await lineOf(kind))?.count ?? 0;
    const end = await one.begin(desk);
    const { entries, href, ...said } = one.line;
    const line = await lineOf(kind);
    expect({ kind, before, line }).toMatchObject({ before: 0, line: said });
    if (entries !== undefined)
      expect(line?.entries.slice(0, Math.max(1, entries.length)).map(({ title }) => title)).toEqual(entries);
    if (href !== undefined) expect(line?.href).toMatch(href);
    const who = [];
    for (const role of roleNames) if (await lineOf(kind, person(role))) who.push(role);
    expect(who).toEqual(one.roles);
    // The staff of another campaign see of it only what all campaigns share.
    const { ofAll } = waitingKinds[kind] as { ofAll?: true };
    expect((await lineOf(kind, person('owner', other))) !== undefined).toBe(one.shared !== undefined);
    expect((await lineOf(kind, person('owner', other, false))) !== undefined).toBe(one.shared === true && !ofAll);
    await end();
    expect(await lineOf(kind)).toBeUndefined();
  });

  it('facts: as many as the legal pages lack, until they are entered', async () => {
    const names = Object.keys(requiredFacts);
    const line = await lineOf('facts', person('data_protection', other));
    expect(line).toMatchObject({
      label: `${names.length} facts missing on the legal pages`,
      href: '/admin/settings',
      entries: [{ title: 'the organisation' }, { title: 'its postal address' }, { title: 'its country' }],
      more: names.length - 3,
    });
    expect(await lineOf('facts', person('reviewer', other))).toBeUndefined();
    const facts = Object.fromEntries(names.map((name) => [name, name === 'funding' ? { en: 'Gifts.' } : 'x']));
    await world.get(ProfileService).save(other.id, 0, { ...facts, backupDays: 30 }, author);
    expect(await lineOf('facts', person('owner', other))).toBeUndefined();
    expect(await lineOf('facts')).toBeDefined();
  });

  it('never includes what the person took part in, also through a token', async () => {
    const mine = { ...person('owner'), id: author.slice('staff:'.length) };
    const { id } = await world.get(ApiTokensService).create('Addresses', ['ledger:write'], author);
    const ids = [await entered('TG'), await entered('TN', `token:${id}`)];
    expect((await lineOf('addresses'))?.count).toBe(2);
    expect(await lineOf('addresses', mine)).toBeUndefined();
    expect((await waiting().counts(mine)).has('/admin/ministries')).toBe(false);
    for (const [n, iso] of ['TG', 'TN'].entries())
      await world.get(ChannelsService).verify(iso, ids[n] ?? '', 'staff:00000000-0000-7000-8000-000000000002');
  });

  it('counts by entry of the menu, a few seconds old at most, and stops at a hundred', async () => {
    const staff = person('reviewer');
    const of = async () => Object.fromEntries(await waiting().counts(staff));
    world.clock.advance(60_000);
    expect(await of()).toEqual({});
    const id = await entered('TH');
    expect(await of()).toEqual({});
    world.clock.advance(6_000);
    expect(await of()).toEqual({ '/admin/ministries': 1 });
    await world.get(ChannelsService).verify('TH', id, 'staff:00000000-0000-7000-8000-000000000002');
    // Somebody who has looked at the list sees the same numbers everywhere.
    await waiting().list(staff);
    expect(await of()).toEqual({});
    const { prisma } = world.database;
    const now = world.clock.now();
    const row = { iso: 'TH', kind: 'post', source: 'x', confidence: 'high', enteredBy: author, enteredAt: now };
    const many = Array.from({ length: mostWaiting + 20 }, (_, n) => ({
      ...row,
      id: crypto.randomUUID(),
      address: `${n}`,
    }));
    await prisma.ministryChannel.createMany({ data: many });
    expect((await lineOf('addresses'))?.label).toBe('99+ addresses of ministries to verify');
    world.clock.advance(6_000);
    expect(await of()).toEqual({ '/admin/ministries': mostWaiting });
    const ended = { endedBy: author, endedAt: now, endedReason: 'A test' };
    await prisma.ministryChannel.updateMany({ where: { id: { in: many.map(({ id: one }) => one) } }, data: ended });
  });

  it('comes in the order of the days by which somebody has to act, then of age', async () => {
    const ends = [];
    for (const kind of ['events', 'mailings', 'claims', 'addresses'] as const) {
      ends.push(await waitingCases[kind].begin(desk));
      world.clock.advance(1_000);
    }
    const kinds = (await waiting().list(person('reviewer'))).map(({ kind }) => kind);
    expect(kinds).toEqual(['claims', 'mailings', 'events', 'addresses']);
    for (const end of ends) await end();
  });

  it('says nothing to somebody without a campaign', async () => {
    const nobody = { ...person('owner'), campaign: null };
    expect([await waiting().list(nobody), (await waiting().counts(nobody)).size]).toEqual([[], 0]);
  });
});
