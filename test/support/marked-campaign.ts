import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityKind } from '../../src/campaign-access/route-entities.values.js';
import { ask } from './whole-database.js';

/** A campaign file in which every text contains a word that is nowhere else. */
export function markedFile(slug: string, marker: string): string {
  const words = (text: string): string => `${marker} ${text}`;
  const petition = {
    ...{ publishedAt: '2026-01-01T00:00:00.000Z', opensAt: '2026-01-01T00:00:00.000Z', closesAt: null, closedAt: null },
    ...{ archivedAt: null, hiddenAt: null, hiddenReason: null, outcome: null, predecessor: null, goalSteps: [100] },
    ...{ proofOfWork: 'optional', countries: [], showNames: true, demands: [`${slug}-demand`], sources: [] },
    ...{
      consents: [
        { purpose: 'signature', wording: '2026-11' },
        { purpose: 'newsletter', wording: '2026-11' },
      ],
      form: {},
    },
    notes: [],
  };
  const text = {
    ...{ title: words('petition'), summary: words('summary'), ask: [words('ask')], shareText: words('share') },
    sections: [{ heading: words('heading'), paragraphs: [words('[C12]')] }],
  };
  const statement = { en: { title: words('statement'), paragraphs: [words('[C12]')] } };
  const demand = {
    ...{
      addresseeKind: 'state',
      addresseeCode: 'NO',
      addresseeNames: null,
      acts: ['debate'],
      dueOn: null,
      anchorYear: 2027,
    },
    ...{ basis: ['APMBC-20'], letterSection: 'APMBC/ask', sourceNames: null, withdrawnOn: null, withdrawnReason: null },
    ...{
      replaces: null,
      texts: { en: { title: words('demand'), ask: words('ask'), reasons: [words('why')], law: [words('[C12]')] } },
    },
  };
  const none = {
    lastsDays: null,
    repeatsDays: null,
    workingDayRule: 'none',
    evidenceUrl: null,
    verifyReason: null,
    demand: null,
  };
  return JSON.stringify({
    ...{ format: 'demarche-campaign', version: 1 },
    campaign: {
      ...{ slug, names: { en: words('campaign') }, anchor: { month: 4, day: 4, names: { en: words('day') } } },
      ...{ timeZone: 'UTC', languages: [], senderName: words('sender'), replyTo: null },
    },
    plan: [
      {
        ...{ year: 2027, key: 'one', title: words('milestone'), offsetDays: -1, fixedOn: null, status: 'planned' },
        ...{ ...none, trigger: 'none', triggerTarget: null },
      },
    ],
    texts: [
      {
        slug: `${slug}-text`,
        status: 'published',
        publishedAt: '2026-01-01T00:00:00.000Z',
        demand: null,
        texts: statement,
      },
      { slug: `${slug}-text-draft`, status: 'draft', publishedAt: null, demand: null, texts: statement },
    ],
    demands: [
      { slug: `${slug}-demand`, status: 'published', statedOn: '2026-01-01', ...demand },
      { slug: `${slug}-demand-draft`, status: 'draft', statedOn: null, ...demand },
    ],
    petitions: [
      { slug: `${slug}-petition`, ...petition, texts: { en: text }, draft: null },
      {
        slug: `${slug}-draft`,
        ...petition,
        publishedAt: null,
        texts: {},
        draft: { texts: { en: text }, reason: words('reason') },
      },
    ],
    letterTemplates: [
      {
        kind: 'frame',
        convention: null,
        audience: null,
        locale: 'en',
        subject: words('subject'),
        body: words('{letter.sections}'),
      },
    ],
  });
}

export type Ids = Record<EntityKind, string> & {
  personalLetter: string;
  reference: string;
  petitionId: string;
  campaignId: string;
  supporter: string;
};

/** People, exports, letters and replies of a campaign, each with the word in it. @returns the ids */
export async function markedData(url: string, slug: string, marker: string): Promise<Ids> {
  const id = async (text: string, values: unknown[] = []): Promise<string> =>
    (await ask<{ id: string }>(url, text, values))[0]?.id ?? '';
  const campaign = await id(`select id from campaign where slug = $1`, [slug]);
  const petition = await id(`select id from petition where slug = $1`, [`${slug}-petition`]);
  const [supporter, signature, signatureImport, exported, fraudRule] = Array.from({ length: 5 }, () => randomUUID());
  const [run, letter, mail, answer, personal] = Array.from({ length: 5 }, () => randomUUID());
  const reference = `DEM-2027-${randomBytes(3).toString('hex')}`;
  await ask(
    url,
    `insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count) values ($1, $2, $3, 'en', now(), now(), 0)`,
    [supporter, randomBytes(32), `${marker}@example.org`],
  );
  await ask(
    url,
    `insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, comment, show_name, signed_at, confirmed_at, number, source)
     values ($1, $2, $3, 'confirmed', $4, $4, 'NO', 'en', $4, true, now(), now(), 1, $4)`,
    [signature, petition, supporter, marker],
  );
  await ask(
    url,
    `insert into signature_import (id, petition_id, created_by, created_at, kind, note, file_sha256, format, encoding, columns, status)
     values ($1, $2, 'cli', now(), 'paper', $3, $3, 'csv', 'utf-8', array[$3], 'uploaded')`,
    [signatureImport, petition, marker],
  );
  await ask(
    url,
    `insert into export (id, mark, requested_by, petition_id, preset, format, columns, filter, reason, stored, status, rows_expected, started_at)
     values ($1, $2, 'cli', $3, 'full', 'csv', '{}', '{}', $4, true, 'awaiting_approval', 1, now())`,
    [exported, randomBytes(4).toString('hex').toUpperCase(), petition, marker],
  );
  await ask(
    url,
    `insert into fraud_rule (id, petition_id, kind, value, note, status, rows, created_by, created_at)
     values ($1, $2, 'family_name', $3, $3, 'draft', 0, 'cli', now())`,
    [fraudRule, petition, marker],
  );
  await ask(
    url,
    `insert into letter_run (id, campaign_id, name, channel, recipients, on_day, local_time, rule, late_minutes, caps, status, author, created_at, approved_by, approved_at, approved_hash)
     values ($1, $2, $3, 'post', array['NO'], '2026-01-05', '09:30', 'next', 60, '{}', 'approved', 'cli', now(), 'staff:b', now(), 'x')`,
    [run, campaign, marker],
  );
  await ask(
    url,
    `insert into letter (id, run_id, iso, reference, locale, status, held, positions, template_ids, claims, subject, text, text_hash, attempts, sent_at)
     values ($1, $2, 'NO', $3, 'en', 'posted', '[]', '{"APMBC": "party"}', '{}', array['C12'], $4, $4, $4, 1, '2026-01-05')`,
    [letter, run, reference, marker],
  );
  await ask(
    url,
    `insert into letter_event (letter_id, at, kind, actor, details) values ($1, now(), 'posted', 'cli', '{}')`,
    [letter],
  );
  await ask(
    url,
    `insert into inbound_mail (id, received_at, source, recipient, size, sha256, from_address, from_name, subject, text, kind, kind_rule, letter_id, match_rule, authentication, trusted, status)
     values ($1, now(), 'smtp', $2, 1, $3, $4, $4, $4, $4, 'reply', 'none', $5, 'address', '{}', false, 'matched')`,
    [mail, `${marker}@replies.example`, randomBytes(32), marker, letter],
  );
  await ask(
    url,
    `insert into state_answer (id, iso, letter_id, campaign_id, received_on, medium, quote, locale, entered_by, entered_at)
     values ($1, 'NO', null, $2, '2026-02-01', 'email', $3, 'en', 'cli', now())`,
    [answer, campaign, marker],
  );
  await ask(
    url,
    `insert into personal_letter (id, campaign_id, petition_id, supporter_id, iso, status, name, country, locale, text, written_at, confirmed_at, fingerprint, group_id)
     values ($1, $2, $3, $4, 'NO', 'waiting', $5, 'NO', 'en', $5, now(), now(), $5, $1)`,
    [personal, campaign, petition, supporter, marker],
  );
  await ask(
    url,
    `insert into petition_origin (petition_id, origin, added_by, added_at) values ($1, $2, 'cli', now())`,
    [petition, `https://${marker.toLowerCase()}.example.org`],
  );
  const update = await id(
    `insert into campaign_update (id, campaign_id, slug, texts, created_at, updated_at) values ($1, $2, $3, $4, now(), now()) returning slug as id`,
    [randomUUID(), campaign, `${slug}-update`, JSON.stringify({ en: { title: marker, text: marker } })],
  );
  const evidence = await id(
    `insert into demand_evidence (demand_id, iso, act, happened_on, statement, source_title, source_url, recorded_by, recorded_at)
     select id, 'NO', 'debate', '2026-03-01', $2, $2, 'https://example.org', 'cli', now() from demand where slug = $1 returning id`,
    [`${slug}-demand`, marker],
  );
  const apiToken = await id(
    `insert into api_token (id, name, token_hash, scopes, created_at, created_by, campaign_id)
     values ($1, $2, $3, array['letters:read'], now(), 'cli', $4) returning id`,
    [randomUUID(), marker, randomBytes(32), campaign],
  );
  const webhook = await id(
    `insert into webhook_endpoint (id, url, description, types, campaign_id, status, secret_sealed, created_by, created_at, status_at)
     values ($1, $2, $3, array['signature.confirmed'], $4, 'active', $5, 'cli', now(), now()) returning id`,
    [randomUUID(), `https://${marker.toLowerCase()}.example.org/hook`, marker, campaign, randomBytes(16)],
  );
  return {
    ...{
      apiToken,
      webhook,
      campaignUpdate: update,
      petitionId: petition,
      campaignId: campaign,
      supporter: supporter ?? '',
    },
    ...{
      petition: `${slug}-petition`,
      signature: signature ?? '',
      fraudRule: fraudRule ?? '',
      signatureImport: signatureImport ?? '',
    },
    ...{
      export: exported ?? '',
      campaign: slug,
      campaignText: `${slug}-text-draft`,
      demand: `${slug}-demand`,
      demandEvidence: evidence,
    },
    milestone: await id(`select id from milestone where campaign_id = $1`, [campaign]),
    letterTemplate: await id(`select id from letter_template where campaign_id = $1`, [campaign]),
    ...{
      letterRun: run ?? '',
      letter: letter ?? '',
      stateAnswer: answer ?? '',
      inboundMail: mail ?? '',
      personalLetter: personal ?? '',
    },
    petitionComment: await id(
      `insert into petition_comment (id, petition_id, locale, passage, text, author, created_at)
       select $1, id, 'en', '', $3, 'cli', now() from petition where slug = $2 returning id`,
      [randomUUID(), `${slug}-petition`, marker],
    ),
    reference,
  };
}
