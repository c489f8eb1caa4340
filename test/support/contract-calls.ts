import type { Server } from './server.js';
import { confirmLinkIn, details, postJson, press, signBy } from './visitor.js';
import { ask } from './whole-database.js';

/** One call of an operation. */
export interface Call {
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
  accept?: string;
  /** Beside those of the scopes */
  token?: string;
}

/** For a server under test. */
export const metricsToken = 'a token of the figures, for tests only';

const reconsider = { slug: 'reconsider' };
const event = {
  iso: 'CN',
  convention: 'APMBC',
  kind: 'consented',
  consentKind: 'accession',
  on: '2020-05-04',
  sourceTitle: 'Depositary notification',
  sourceUrl: 'https://treaties.un.org/notification',
  asOf: '2020-05-04',
  confidence: 'high',
};
const letter = {
  name: 'Ada Example',
  email: 'writer@example.org',
  country: 'FR',
  to: 'FR',
  consent: { wording: 'letter-2026-12', recipient: 'FR' },
  text: 'Dear Minister, I have followed the debate about both conventions for many years. '.repeat(4),
};

const draft = {
  revision: 0,
  title: 'Titre',
  summary: 'Résumé',
  sections: [{ heading: 'Pourquoi', paragraphs: ['Parce que.', '- une\n- deux'] }],
  ask: ['Réfléchir.'],
  shareText: 'À partager.',
};

/** An update that everybody may read. */
export async function publishedUpdate(url: string): Promise<void> {
  await ask(
    url,
    `with u as (
      insert into campaign_update (id, campaign_id, slug, texts, state, published_at, created_at, updated_at)
      select gen_random_uuid(), id, 'published-update', '{"en": {"title": "News", "text": "It is in May."}}', 'published', now(), now(), now()
      from campaign order by id limit 1 returning id, texts
    )
    insert into update_version (update_id, number, hash, texts, published_by, published_at)
    select id, 1, repeat('0', 64), texts, 'cli', now() from u`,
  );
}

/** How each operation is called so that it does what it is for. An operation that is missing here fails the test. */
export const calls: Record<string, Call[]> = {
  listStates: [{}, { query: 'format=csv&lang=fr' }],
  getState: [{ path: { iso: 'FI' } }, { path: { iso: 'no' }, query: 'on=2020-01-01&format=csv' }],
  listConventions: [{}],
  getConvention: [{ path: { code: 'CCM' } }],
  listPositions: [{ path: { code: 'APMBC' } }, { path: { code: 'CCM' }, query: 'format=csv' }],
  listEvents: [{ path: { code: 'APMBC' } }, { path: { code: 'CCM' }, query: 'format=csv' }],
  recordEvent: [{ body: event }],
  listClaims: [{}, { query: 'format=csv' }],
  getPetitionLog: [{ path: reconsider }],
  listDemands: [{}, { query: 'format=csv&lang=uk' }],
  getDemand: [{ path: { slug: 'ukraine-announce-withdrawal' } }],
  listPetitions: [{ query: 'lang=uk' }],
  getPetition: [{ path: reconsider }],
  getPetitionCount: [{ path: reconsider }],
  getPetitionIntegrity: [{ path: reconsider }],
  listPetitionVersions: [{ path: reconsider }],
  listUpdates: [{}, { query: 'lang=fr' }],
  getUpdate: [{ path: { slug: 'published-update' } }],
  createUpdate: [{ body: { slug: 'update-by-program', title: 'Written by a program', petition: 'reconsider' } }],
  getUpdateDraft: [{ path: { slug: 'published-update' } }],
  saveUpdateText: [
    {
      path: { slug: 'published-update', locale: 'fr' },
      body: { revision: 1, title: 'Titre', text: 'Parce que.\n\n- une\n- deux', reason: 'In French, too.' },
    },
  ],
  createPetition: [{ body: { slug: 'from-a-program', title: 'Written by a program' } }],
  getPetitionDraft: [{ path: reconsider }],
  savePetitionDraftText: [{ path: { ...reconsider, locale: 'fr' }, body: draft }],
  getPetitionForm: [{ path: reconsider, query: 'lang=es' }],
  signPetition: [{ path: reconsider, body: details('contract@example.org') }],
  writeLetter: [{ path: reconsider, body: letter }],
  getChallenge: [{}],
  listSupporterChanges: [{ path: reconsider, query: 'consent=newsletter' }],
  exportSupporters: ['csv', 'ndjson', 'xlsx'].map((format) => ({ path: reconsider, query: `format=${format}` })),
  getCalendar: [{}],
  getLedgerFeed: [{}],
  getDemandsFeed: [{}],
  getOpenApi: [{}],
  getLive: [{}],
  getReady: [{}],
  getMetrics: [{ token: metricsToken }],
};

const run = `insert into letter_run (id, campaign_id, name, channel, recipients, on_day, local_time, rule, late_minutes, caps, status, author, created_at)
  select '0190aaaa-0000-7000-8000-00000000000a', id, 'Spring', 'email', '{}', '2027-04-04', '09:30', 'previous', 60, '{}', 'draft', 'staff:1', now() from campaign limit 1`;

/** A person, a signature, a letter, a label and a run to ask for, and how each operation of OSDI is called about them. */
export async function osdiCalls(server: Server, databaseUrl: string, token: string): Promise<Record<string, Call[]>> {
  const root = `${server.url}/api/osdi/v1`;
  const one = async (sql: string): Promise<string> => (await ask<{ id: string }>(databaseUrl, sql))[0]?.id ?? '';
  const [petition, campaign] = [await one('select id from petition'), await one('select id from campaign')];
  const email = 'osdi@example.org';
  await signBy(server.url, email, {
    consents: [
      { purpose: 'signature', wording: '2026-11' },
      { purpose: 'newsletter', wording: '2026-11' },
    ],
  });
  await press(confirmLinkIn((await server.mailTo(email)).text));
  const person = await one(`select id from supporter where email = '${email}'`);
  const signature = await one(`select id from signature where supporter_id = '${person}'`);
  await ask(databaseUrl, run);
  const who = (address: string) => ({
    given_name: 'Ada',
    family_name: 'Example',
    email_addresses: [{ address }],
    postal_addresses: [{ country: 'FR' }],
  });
  const outreach = (address: string) => ({
    person: who(address),
    message: letter.text,
    targets: [{ postal_addresses: [{ country: 'FR' }] }],
    'demarche:consent': letter.consent,
  });
  const link = { _links: { 'osdi:person': { href: `${root}/people/${person}` } } };
  const headers = { 'osdi-api-token': token };
  await postJson(`${root}/advocacy_campaigns/${campaign}/outreaches`, outreach('osdi-writer@example.org'), headers);
  await postJson(`${root}/tags`, { name: 'Contract' }, headers);
  const tag = await one('select id from tag');
  await postJson(`${root}/tags/${tag}/taggings`, link, headers);
  const tagging = await one('select id from tagging');
  const at = (id: string, inner = ''): Call[] => [{ path: { id, inner } }];
  const sub = (id: string): Call[] => [{ path: { id }, query: 'page=1&per_page=2' }];
  return {
    osdiEntryPoint: [{}],
    osdiListPeople: [{ query: `filter=${encodeURIComponent(`email_address eq '${email}'`)}` }],
    osdiGetPerson: at(person),
    osdiSignUp: [{ body: who('osdi-a@example.org') }],
    osdiSignUpToo: [{ body: { person: who('osdi-b@example.org') } }],
    osdiChangePerson: [{ path: { id: person }, body: { given_name: 'Grace' } }],
    osdiListPersonSignatures: sub(person),
    osdiListPersonOutreaches: sub(person),
    osdiListPersonTaggings: sub(person),
    osdiListPersonItems: sub(person),
    osdiListPetitions: [{}],
    osdiGetPetition: at(petition),
    osdiListSignatures: [{}],
    osdiGetSignature: at(signature),
    osdiListPetitionSignatures: sub(petition),
    osdiRecordSignature: [{ path: { id: petition }, body: { person: who('osdi-c@example.org') } }],
    osdiRecordSignatureToo: [
      {
        path: { id: petition },
        body: { person: who('osdi-d@example.org'), 'osdi:control': { return_response: false } },
      },
    ],
    osdiListCampaigns: [{}],
    osdiGetCampaign: at(campaign),
    osdiListOutreaches: [{}],
    osdiGetOutreach: at(await one('select id from personal_letter')),
    osdiListCampaignOutreaches: sub(campaign),
    osdiRecordOutreach: [{ path: { id: campaign }, body: outreach('osdi-e@example.org') }],
    osdiRecordOutreachToo: [{ path: { id: campaign }, body: outreach('osdi-f@example.org') }],
    osdiListTags: [{}],
    osdiGetTag: at(tag),
    osdiCreateTag: [{ body: { name: 'Contract too' } }],
    osdiListTaggings: sub(tag),
    osdiGetTagging: at(tag, tagging),
    osdiAttachTag: [{ path: { id: tag }, body: link }],
    osdiDetachTag: at(tag, tagging),
    osdiListLists: [{}],
    osdiGetList: at('newsletter'),
    osdiListItems: sub('newsletter'),
    osdiGetItem: at('newsletter', person),
    osdiListMessages: [{}],
    osdiGetMessage: at(await one('select id from letter_run')),
  };
}
