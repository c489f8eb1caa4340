import { AuditLog } from '../../src/access/audit.service.js';
import { Dashboard } from '../../src/admin/overview/dashboard.js';
import { CampaignsService } from '../../src/campaigns/campaigns.service.js';
import { SupporterChangesService } from '../../src/lists/changes/changes.service.js';
import { supporterListQuery } from '../../src/lists/supporter-list.schema.js';
import { SupporterListService } from '../../src/lists/supporter-list.service.js';
import { collectionQuery } from '../../src/osdi/osdi.schema.js';
import { people } from '../../src/osdi/reads/people.sql.js';
import { signatures } from '../../src/osdi/reads/petitions.sql.js';
import { OsdiReads } from '../../src/osdi/reads/reads.service.js';
import { HoursService } from '../../src/petitions/figures/hours.service.js';
import { PetitionFigures } from '../../src/petitions/figures/petition-figures.service.js';
import { FraudRulesService } from '../../src/petitions/fraud-rules.service.js';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { PetitionCounts } from '../../src/petitions/petition-counts.service.js';
import { PetitionsJobs } from '../../src/petitions/petitions.jobs.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { Outbox } from '../../src/platform/mail/outbox.js';
import { connect } from '../../src/platform/database/connections/connect.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { UpdateResults } from '../../src/updates/writing/update-results.service.js';
import { WebhookDispatcher } from '../../src/webhooks/webhook-dispatcher.js';
import { seedAudit, seedSignatures } from '../../bench/lib/seed.mjs';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const rows = 100_000;
const large = ['signature', 'supporter', 'consent', 'outbox_mail', 'audit_entry'];

/** PostgreSQL counts the sequential scans of each table, with the plans it really chose for these statistics; a process tells when it ends. */
describe('with large tables', () => {
  let world: World;
  let petition: string;
  let own: string;
  const links: Record<string, Awaited<ReturnType<World['tokensOf']>>> = {};

  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
    // Looked up before the tables are large: no page of the program finds people by their plain address.
    for (const name of ['leaves', 'other', 'own']) {
      await world.confirms(petition, `${name}@example.org`);
      links[name] = await world.tokensOf(petition, `${name}@example.org`);
    }
    own = (await world.signatureOf(petition, 'own@example.org')).supporterId;
    const client = await connect(world.url);
    await client.query('alter table signature disable trigger user');
    await seedSignatures(client, petition, rows);
    await client.query('alter table signature enable trigger user');
    await seedAudit(client, rows);
    await client.query(
      `insert into outbox_mail (id, kind, subject_id, locale, domain, status, due_at, attempts, created_at, finished_at)
       select gen_random_uuid(), 'petitions.confirm', id, 'en', 'example.org', 'sent', signed_at, 1, signed_at, signed_at from signature`,
    );
    await client.query('vacuum analyze');
    await client.end();
  }, 120_000);
  afterAll(() => world.close());

  const processes = async () =>
    (
      await ask<{ pid: number }>(
        world.url,
        `select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
    ).map(({ pid }) => pid);
  const scans = async () => {
    const found = await ask<{ table: string; n: string }>(
      world.url,
      'select relname as table, seq_scan as n from pg_stat_user_tables where relname = any($1) order by 1',
      [large],
    );
    return Object.fromEntries(found.map(({ table, n }) => [table, Number(n)]));
  };

  const paths: Record<string, (process: World) => Promise<unknown>> = {
    'what an update has brought': async (process) => {
      const campaignId = await process.get(PetitionsService).campaignOf(petition);
      await process.get(UpdateResults).of({ slug: 'hearing-in-may', campaignId, publishedAt: process.clock.now() });
    },
    'signing, confirming and signing again': async (process) => {
      await process.confirms(petition, 'new@example.org');
      await process.fillsIn(petition, 'new@example.org');
      await process.fillsIn(petition, 'seed7@example.org');
    },
    'sending emails': async (process) => {
      await process.fillsIn(petition, 'mailed@example.org');
      await process.sendDue();
      await process.get(Outbox).unfinished();
      await process.get(Outbox).recover();
    },
    leaving: async (process) => {
      await process.unsubscribes(links.leaves?.unsubscribe ?? '');
      await process.disowns(links.other?.disown ?? '');
    },
    'own data': async (process) => {
      await process.get(OwnDataService).request('own@example.org', 'en', '203.0.113.9');
      await process.get(OwnDataService).lookAt(own, 'en');
      const token = /\/me\/([\w-]+)/.exec(process.get(OwnDataLinks).linkFor(own, 'en'))?.[1] ?? '';
      await process.get(OwnDataService).forget(token);
    },
    'the page of the petition and its counts': async (process) => {
      await process.get(PetitionsService).getPage(petition, 'en');
      await process.get(PetitionsService).list('en');
      const { id } = await process.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
      await process.get(PetitionCounts).under(id);
    },
    'folding and reminding': async (process) => {
      await process.get(PetitionsJobs).fold();
      await process.get(PetitionsJobs).remind();
    },
    'the list of supporters': async (process) => {
      for (const query of [
        {},
        { q: 'seed77@example.org' },
        { q: 'Lovelace 77' },
        { country: 'DE' },
        { country: 'NZ' },
        { consent: 'newsletter' },
        { status: 'pending' },
        { since: '2026-06-02' },
      ])
        await process.get(SupporterListService).page(petition, supporterListQuery.parse(query), 'staff:x');
      const sorted = { ...supporterListQuery.parse({}), sort: { name: 'confirmed', descending: true } as const };
      await process.get(SupporterListService).page(petition, sorted, 'staff:x');
    },
    'the audit log': async (process) => {
      await process.get(AuditLog).list();
      await process.get(AuditLog).list({ actor: 'staff:x', action: 'supporters.listed' });
    },
    'newsletter tools': async (process) => {
      await process.get(SupporterChangesService).read(petition, { consent: 'newsletter', limit: 100 }, 'staff:x');
    },
    'the overview and the figures': async (process) => {
      const { slug } = await process.database.prisma.campaign.findUniqueOrThrow({ where: { slug: 'test' } });
      const [campaign] = (await process.get(CampaignsService).list()).filter((one) => one.slug === slug);
      if (campaign) await process.get(Dashboard).read(campaign);
      await process.get(PetitionFigures).of(petition, { from: '2026-06-01', to: '2026-06-30' });
      const { id } = await process.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
      await process.get(HoursService).of(id, 'Europe/Brussels', '2026-06-02');
    },
    'rules against fraud': async (process) => {
      await process.get(FraudRulesService).list(petition);
      await process.get(FraudRulesService).trends(petition);
    },
    'people and signatures over OSDI': async (process) => {
      const client = { actor: 'token:0190aaaa-0000-7000-8000-000000000001', reads: true, campaignId: null };
      const query = collectionQuery.parse({});
      const { id } = await process.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
      await process.get(OsdiReads).page(people, {}, query, client, null, { counted: false });
      await process.get(OsdiReads).page(signatures, { petition: id }, query, client, null, { counted: false });
    },
    webhooks: (process) => process.get(WebhookDispatcher).runDue(),
    retention: (process) => process.get(RetentionService).apply('system'),
  };

  it.each(Object.entries(paths))('%s reads no whole table', async (_, work) => {
    const others = new Set(await processes());
    const before = await scans();
    const process = await world.beside();
    try {
      await work(process);
    } finally {
      await process.close();
    }
    await until('its connections are closed', async () => (await processes()).every((pid) => others.has(pid)));
    expect(await scans()).toEqual(before);
  });
});
