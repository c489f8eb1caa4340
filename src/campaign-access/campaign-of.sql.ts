import type { Tx } from '../platform/database/database.js';

interface Row {
  campaignId: string | null;
}

/** The campaign of a petition, also by a short name it had before. */
export const ofPetition = (tx: Tx, slug: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from petition where slug = ${slug}
  union all select p.campaign_id from petition_slug s join petition p on p.id = s.petition_id where s.slug = ${slug}`;

/** The only campaign of a token; null where it is for all. */
export const ofApiToken = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from api_token where id = ${id}::uuid`;

/** The only campaign of a webhook; null where it is for all. */
export const ofWebhook = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from webhook_endpoint where id = ${id}::uuid`;

/** The campaign of a signature, by its petition. */
export const ofSignature = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select p.campaign_id as "campaignId" from signature g join petition p on p.id = g.petition_id where g.id = ${id}::uuid`;

export const ofPetitionComment = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select p.campaign_id as "campaignId" from petition_comment c join petition p on p.id = c.petition_id where c.id = ${id}::uuid`;

export const ofFraudRule = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select p.campaign_id as "campaignId" from fraud_rule r join petition p on p.id = r.petition_id where r.id = ${id}::uuid`;

export const ofSignatureImport = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select p.campaign_id as "campaignId" from signature_import i join petition p on p.id = i.petition_id where i.id = ${id}::uuid`;

export const ofExport = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select p.campaign_id as "campaignId" from export e join petition p on p.id = e.petition_id where e.id = ${id}::uuid`;

export const ofMilestone = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from milestone where id = ${id}::uuid`;

export const ofCampaign = (tx: Tx, slug: string) => tx.$queryRaw<Row[]>`
  select id as "campaignId" from campaign where slug = ${slug}`;

export const ofCampaignText = (tx: Tx, slug: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from campaign_text where slug = ${slug}`;

export const ofCampaignUpdate = (tx: Tx, slug: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from campaign_update where slug = ${slug}`;

export const ofDemand = (tx: Tx, slug: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from demand where slug = ${slug}`;

export const ofDemandEvidence = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select d.campaign_id as "campaignId" from demand_evidence e join demand d on d.id = e.demand_id where e.id = ${id}::bigint`;

export const ofLetterTemplate = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from letter_template where id = ${id}::uuid`;

export const ofLetterRun = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select campaign_id as "campaignId" from letter_run where id = ${id}::uuid`;

export const ofLetter = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select r.campaign_id as "campaignId" from letter l join letter_run r on r.id = l.run_id where l.id = ${id}::uuid`;

/** Of a reply; null where it belongs to no campaign. */
export const ofStateAnswer = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select coalesce(r.campaign_id, a.campaign_id) as "campaignId"
  from state_answer a left join letter l on l.id = a.letter_id left join letter_run r on r.id = l.run_id where a.id = ${id}::uuid`;

/** Of an email that came in; null while it is not known which letter it answers. */
export const ofInboundMail = (tx: Tx, id: string) => tx.$queryRaw<Row[]>`
  select r.campaign_id as "campaignId"
  from inbound_mail m left join letter l on l.id = m.letter_id left join letter_run r on r.id = l.run_id where m.id = ${id}::uuid`;
