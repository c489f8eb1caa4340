import { Injectable } from '@nestjs/common';
import { TokenNotFound } from '../access/access.errors.js';
import { CampaignNotFound, CampaignTextNotFound, MilestoneNotFound } from '../campaigns/campaigns.errors.js';
import { DemandNotFound, EvidenceNotFound } from '../campaigns/demands/demands.errors.js';
import { ImportNotFound } from '../imports/import.errors.js';
import { LetterNotFound, RunNotFound } from '../letters/sending/runs.errors.js';
import { TemplateNotFound } from '../letters/writing/templates.errors.js';
import { ExportNotFound } from '../lists/export.errors.js';
import { FraudRuleNotFound } from '../petitions/fraud.errors.js';
import { PetitionNotFound } from '../petitions/petitions.errors.js';
import { Database, type Tx } from '../platform/database/database.js';
import type { DomainError } from '../platform/errors.js';
import { AnswerNotFound } from '../replies/answers/stances.errors.js';
import { MailNotFound } from '../replies/inbox/inbox.errors.js';
import { UpdateNotFound } from '../updates/writing/updates.errors.js';
import { WebhookNotFound } from '../webhooks/webhooks.errors.js';
import * as statements from './campaign-of.sql.js';
import type { EntityKind } from './route-entities.values.js';

interface Found {
  campaignId: string | null;
}

interface Kind {
  /** What an id of this kind looks like; anything else is left to the route, which refuses it. */
  looks: RegExp;
  find: (tx: Tx, id: string) => Promise<Found[]>;
  missing: () => DomainError;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const short = /^[^\0]{1,200}$/;
const count = /^\d{1,18}$/;

const kinds: Record<EntityKind, Kind> = {
  petition: { looks: short, find: statements.ofPetition, missing: () => new PetitionNotFound() },
  petitionComment: { looks: uuid, find: statements.ofPetitionComment, missing: () => new PetitionNotFound() },
  signature: { looks: uuid, find: statements.ofSignature, missing: () => new PetitionNotFound() },
  fraudRule: { looks: uuid, find: statements.ofFraudRule, missing: () => new FraudRuleNotFound() },
  signatureImport: { looks: uuid, find: statements.ofSignatureImport, missing: () => new ImportNotFound() },
  export: { looks: uuid, find: statements.ofExport, missing: () => new ExportNotFound() },
  milestone: { looks: uuid, find: statements.ofMilestone, missing: () => new MilestoneNotFound() },
  campaign: { looks: short, find: statements.ofCampaign, missing: () => new CampaignNotFound() },
  campaignText: { looks: short, find: statements.ofCampaignText, missing: () => new CampaignTextNotFound() },
  campaignUpdate: { looks: short, find: statements.ofCampaignUpdate, missing: () => new UpdateNotFound() },
  demand: { looks: short, find: statements.ofDemand, missing: () => new DemandNotFound() },
  demandEvidence: { looks: count, find: statements.ofDemandEvidence, missing: () => new EvidenceNotFound() },
  letterTemplate: { looks: uuid, find: statements.ofLetterTemplate, missing: () => new TemplateNotFound() },
  letterRun: { looks: uuid, find: statements.ofLetterRun, missing: () => new RunNotFound() },
  letter: { looks: uuid, find: statements.ofLetter, missing: () => new LetterNotFound() },
  stateAnswer: { looks: uuid, find: statements.ofStateAnswer, missing: () => new AnswerNotFound() },
  apiToken: { looks: uuid, find: statements.ofApiToken, missing: () => new TokenNotFound() },
  webhook: { looks: uuid, find: statements.ofWebhook, missing: () => new WebhookNotFound() },
  inboundMail: { looks: uuid, find: statements.ofInboundMail, missing: () => new MailNotFound() },
};

/** Which campaign something belongs to. */
@Injectable()
export class CampaignOf {
  constructor(private readonly database: Database) {}

  /** @returns null for what belongs to no campaign; undefined where the id cannot be one, or names nothing */
  async find(kind: EntityKind, id: string): Promise<string | null | undefined> {
    const { looks, find } = kinds[kind];
    if (!looks.test(id)) return undefined;
    const [row] = await find(this.database.prisma, id);
    return row?.campaignId;
  }

  /** The error for something of a kind that there is not. */
  missing(kind: EntityKind): DomainError {
    return kinds[kind].missing();
  }
}
