import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { PetitionSettingsService } from '../../petitions/settings/petition-settings.service.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';
import { Audiences } from '../../updates/audience/audiences.service.js';
import { Exclusions } from '../../updates/audience/exclusions.service.js';
import { UpdateMailings } from '../../updates/sending/mailings.service.js';
import { UpdateMails } from '../../updates/sending/update-mails.service.js';
import { StaffUpdates, titleIn } from '../../updates/writing/staff-updates.service.js';
import { UpdateResults } from '../../updates/writing/update-results.service.js';
import { ActorNames } from '../frame/actor-names.js';
import type { Texts } from '../frame/form.js';
import { inputOfAudience } from './audience-input.js';
import { UpdateMailPage } from './update-mail-page.js';
import type { UpdateMailPageProps } from './update-mail-props.js';

type More = Partial<Pick<UpdateMailPageProps, 'count' | 'samples' | 'input' | 'done' | 'refused'>>;

/** Gathers what the page about an update's email shows. */
@Injectable()
export class UpdateMailPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly updates: StaffUpdates,
    private readonly audiences: Audiences,
    private readonly exclusions: Exclusions,
    private readonly mailings: UpdateMailings,
    private readonly mails: UpdateMails,
    private readonly results: UpdateResults,
    private readonly petitions: PetitionSettingsService,
    private readonly names: ActorNames,
  ) {}

  async of(staff: SignedIn, slug: string, more: More = {}): Promise<VNode> {
    const update = await this.updates.of(slug);
    const { id, campaignId, published } = update;
    const status = await this.mailings.statusOf(id);
    const timeZone = await this.updates.timeZoneOf(update);
    const petition = await this.updates.petitionOf(update);
    const planned = status && inputOfAudience(status.audience, status.notAfter, timeZone);
    const isToCome = status !== null && ['planned', 'approved'].includes(status.state);
    // A list that was deleted meanwhile is no reason not to show the page.
    const count = isToCome ? await this.audiences.count(update, status.audience).catch(() => null) : null;
    const fresh: Texts = petition === null ? {} : { [`petition_${petition}`]: 'yes' };
    return UpdateMailPage({
      staff,
      update,
      title: titleIn(update.texts, slug),
      status,
      checks: published ? await this.mails.checks(id) : [],
      count,
      samples: null,
      input: planned ?? fresh,
      petitions: (await this.petitions.list(campaignId)).filter(({ state }) => state !== 'draft'),
      lists: await this.exclusions.list(campaignId),
      timeZone,
      names: await this.names.all(),
      brought: await this.results.of(update),
      approvalAbove: this.config.UPDATE_APPROVAL_ABOVE,
      ...more,
    });
  }
}
