import { Injectable } from '@nestjs/common';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignTextsService } from '../../campaigns/campaign-texts.service.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { LettersService } from '../../letters/sending/letters.service.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { StatesService } from '../../treaties/states.service.js';
import { StaffUpdates } from '../../updates/writing/staff-updates.service.js';
import { fullName } from '../../platform/full-name.js';
import { countryName } from '../../platform/http/country-names.js';
import { menuFor } from '../frame/menu.js';
import { minuteOf } from '../frame/words.js';
import { matching } from './matching.js';

export interface Hit {
  title: string;
  note?: string;
  href: string;
  /** Sent by a form, since the address of the page may not hold it */
  q?: string;
}

export interface Group {
  label: string;
  hits: Hit[];
  /** Whether there are more than are shown */
  more: boolean;
}

/** Of each kind. */
const mostHits = 10;

/** One search over everything a role may see in the campaign looked at. */
@Injectable()
export class SearchService {
  constructor(
    private readonly supporters: SupporterListService,
    private readonly petitions: PetitionsService,
    private readonly demands: DemandsService,
    private readonly texts: CampaignTextsService,
    private readonly claims: ClaimsService,
    private readonly states: StatesService,
    private readonly letters: LettersService,
    private readonly updates: StaffUpdates,
  ) {}

  /** Groups without hits are left out. @param typed a name, an address, a word, a key or a reference */
  async search(staff: SignedIn, actor: string, typed: string): Promise<Group[]> {
    const groups = await Promise.all([
      this.people(staff, actor, typed),
      this.ofCampaign(staff, typed),
      this.ofKnowledge(staff, typed),
    ]);
    return [...groups.flat(), ...pages(staff, typed)].filter(({ hits }) => hits.length > 0);
  }

  private async people({ role, campaign }: SignedIn, actor: string, typed: string): Promise<Group[]> {
    if (!campaign || !may(role, 'supporters:read')) return [];
    const found = await this.supporters.find(campaign, typed, actor, mostHits + 1);
    const titles = await this.petitions.titles([...new Set(found.map(({ petition }) => petition))]);
    return [
      group('People', found, (person) => ({
        title: fullName(person),
        note: [
          person.email ?? 'no address',
          countryName(person.country, 'en'),
          person.shadowRule === null ? person.status : 'shadowed',
          `signed “${titles.get(person.petition) ?? person.petition}” on ${minuteOf(person.signedAt)}`,
        ].join(', '),
        ...(may(role, 'supporters:erase')
          ? { href: `/admin/petitions/${person.petition}/supporters/${person.id}` }
          : {
              href: `/admin/petitions/${person.petition}/supporters/search`,
              q: person.email ?? fullName(person),
            }),
      })),
    ];
  }

  private async ofCampaign({ role, campaign }: SignedIn, typed: string): Promise<Group[]> {
    if (!campaign || !may(role, 'plan:read')) return [];
    const [petitions, demands, texts, updates] = await Promise.all([
      this.petitions.list('en', true, campaign.id),
      this.demands.list(campaign.slug),
      this.texts.list(campaign.id),
      this.updates.list(campaign.id),
    ]);
    return [
      group(
        'Petitions',
        matching(typed, petitions, ({ slug, title }) => [title, slug]),
        ({ slug, title, status }) => ({ title, note: status, href: `/admin/petitions/${slug}` }),
      ),
      group(
        'Demands',
        matching(typed, demands, ({ slug, texts: { en } }) => [en?.title ?? '', slug]),
        ({ slug, texts: { en }, status }) => ({
          title: en?.title ?? slug,
          note: status,
          href: `/admin/demands/${slug}`,
        }),
      ),
      group(
        'Updates',
        matching(typed, updates, ({ slug, title }) => [title, slug]),
        ({ slug, title, standing }) => ({ title, note: standing, href: `/admin/updates/${slug}` }),
      ),
      group(
        'Statements',
        matching(typed, texts, ({ slug, texts: { en } }) => [en?.title ?? '', slug]),
        ({ slug, texts: { en }, status }) => ({
          title: en?.title ?? slug,
          note: status,
          href: `/admin/texts/${slug}/preview`,
        }),
      ),
    ];
  }

  private async ofKnowledge({ role, campaign }: SignedIn, typed: string): Promise<Group[]> {
    const [readsPlan, readsLetters] = [may(role, 'plan:read'), may(role, 'letters:read')];
    const states = matching(typed, await this.states.list('en'), ({ iso, name, officialName }) => [
      name,
      officialName,
      iso,
    ]);
    const [claims, letters] = await Promise.all([
      readsPlan ? this.claims.list() : [],
      readsLetters && campaign
        ? this.letters.find(
            campaign.id,
            typed,
            states.slice(0, mostHits).map(({ iso }) => iso),
            mostHits + 1,
          )
        : [],
    ]);
    const names = new Map(states.map(({ iso, name }) => [iso, name]));
    return [
      group('States and ministries', states, ({ iso, name, officialName }) => ({
        title: name,
        note: officialName,
        href: readsLetters ? `/admin/ministries/${iso}` : `/states/${iso}`,
      })),
      group('Letters', letters, ({ id, reference, iso, status }) => ({
        title: reference,
        note: `${names.get(iso) ?? countryName(iso, 'en')}, ${status.replaceAll('_', ' ')}`,
        href: `/admin/letters/${id}`,
      })),
      group(
        'Claims',
        matching(typed, claims, ({ key, statement }) => [key, statement]),
        ({ key, statement, verdict }) => ({
          title: `${key}: ${statement}`,
          note: verdict,
          href: `/admin/claims/${key}`,
        }),
      ),
    ];
  }
}

function pages(staff: SignedIn, typed: string): Group[] {
  const entries = menuFor(staff).flatMap(({ label, entries: all }) => all.map((entry) => ({ ...entry, of: label })));
  return [
    group(
      'Pages',
      matching(typed, entries, ({ label }) => [label]),
      ({ path, label, of }) => ({ title: label, note: of, href: path }),
    ),
  ];
}

const group = <One>(label: string, found: readonly One[], hitOf: (one: One) => Hit): Group => ({
  label,
  hits: found.slice(0, mostHits).map(hitOf),
  more: found.length > mostHits,
});
