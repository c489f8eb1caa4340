import { Inject, Injectable } from '@nestjs/common';
import { PersonsService } from '../../access/persons.service.js';
import type { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/database.js';
import { CONFIG } from '../../platform/runtime.js';
import { OwnDraft } from './drafts.errors.js';

/** What is asked about a text. */
interface Written {
  authors: readonly string[];
  campaignId: string;
  /** Whether people have signed the petition */
  signed: boolean;
}

/** Who may publish: somebody who has not written the text, once people have signed, and before that where the installation wants it. */
@Injectable()
export class DraftSecondPerson {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly persons: PersonsService,
  ) {}

  /** Whether a text that nobody has signed yet needs a second person, too. */
  async isWanted(campaignId: string): Promise<boolean> {
    const wanted = this.config.PETITION_TWO_PEOPLE;
    return wanted === 'auto' ? (await this.persons.countWho('plan:manage', campaignId)) > 1 : wanted === 'on';
  }

  /** @throws OwnDraft */
  async require(tx: Tx, written: Written, actor: string): Promise<void> {
    if (!(await this.mayPublish(tx, written, actor))) throw new OwnDraft(written.signed);
  }

  async mayPublish(tx: Tx, { authors, campaignId, signed }: Written, actor: string): Promise<boolean> {
    if (!signed && !(await this.isWanted(campaignId))) return true;
    for (const author of authors) if (await this.persons.same(author, actor, tx)) return false;
    return true;
  }
}
