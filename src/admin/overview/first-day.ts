import { Inject, Injectable } from '@nestjs/common';
import { PersonsService } from '../../access/persons.service.js';
import { hasAny, SecondFactorsService } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { missingFacts } from '../../campaigns/profile.schema.js';
import { ProfileService } from '../../campaigns/profile.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';

/** A step of the first day of an installation. */
export interface FirstStep {
  done: boolean;
  what: string;
  /** Why, or how it is done. */
  hint: string;
  /** Where it is done; null where that is not a page. */
  href: string | null;
}

/** What an owner does on the first day, as far as the data tell whether it was done. */
@Injectable()
export class FirstDay {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly profiles: ProfileService,
    private readonly persons: PersonsService,
    private readonly factors: SecondFactorsService,
    private readonly petitions: PetitionsService,
    private readonly channels: ChannelsService,
  ) {}

  /** Null for other roles, and once everything is done. */
  async stepsFor({ id, role, campaign }: Pick<SignedIn, 'id' | 'role' | 'campaign'>): Promise<FirstStep[] | null> {
    if (role !== 'owner' || !campaign) return null;
    const [{ facts }, approvers, factors, petitions, hasAddress] = await Promise.all([
      this.profiles.of(campaign.id),
      this.persons.countWho('letters:approve', campaign.id),
      this.factors.of(id),
      this.petitions.slugsOf(campaign.id),
      this.channels.hasVerified(),
    ]);
    const steps = [
      {
        done: missingFacts(facts).length === 0,
        what: 'Say who stands behind the campaign',
        hint: 'Legal pages, emails and letters state it.',
        href: '/admin/settings',
      },
      ...this.mail(),
      {
        done: hasAny(factors),
        what: 'Protect your account with a second factor',
        hint: 'A passkey, or codes from an app.',
        href: '/admin/account',
      },
      {
        done: approvers > 1,
        what: 'Invite a second person who may approve',
        hint: 'What one person enters, another verifies.',
        href: '/admin/staff',
      },
      {
        done: petitions.length > 0,
        what: 'Publish the petition',
        hint: 'In the words of your campaign.',
        href: '/admin/petitions',
      },
      {
        done: hasAddress,
        what: 'Have the first address of a ministry verified',
        hint: 'Letters go only to addresses that two people have seen.',
        href: '/admin/ministries',
      },
      {
        done: facts.backupDays !== undefined,
        what: 'Arrange backups, and say how long they are kept',
        hint: 'The operator of the server makes them; the privacy notice says when they are deleted.',
        href: '/admin/settings',
      },
    ];
    return steps.every(({ done }) => done) ? null : steps;
  }

  /** A process that only serves pages does not know whether there is a mail server. */
  private mail(): FirstStep[] {
    const done = this.config.SMTP_URL !== undefined;
    if (!done && this.config.ROLE === 'web') return [];
    const hint = 'The operator of the server sets SMTP_URL. Until then all email stays in the local mailbox.';
    return [{ done, what: 'Connect a mail server', hint, href: null }];
  }
}
