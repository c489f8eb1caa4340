import { notAddressed, ownLetterStates } from '../../ministries/ministries.values.js';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { addDays, type Day } from '../../platform/day.js';
import { StatesService } from '../../treaties/states.service.js';
import { LetterTextsService, type LetterText } from './letter-texts.service.js';
import type { LetterBasis } from './letter-values.js';
import type { Hold } from './provisional-hold.js';
import { templateLimit } from './templates.errors.js';
import { TemplatesService, withVersion } from './templates.service.js';
import type { TemplateField } from './templates.values.js';

/** Preview of the letter to a State, in one line. */
export interface PreviewLine {
  iso: string;
  name: string;
  locale: string;
  /** The ministry's correspondence language, where there is no text in it */
  fallbackFrom: string | null;
  /** `APMBC ask`, `CCM thanks` */
  sections: string[];
  /** Fields the letter uses that are empty */
  missing: TemplateField[];
  holds: Hold[];
}

/** The letter to one State as it would be, and as it would be with a draft; `then` is null where the draft changes nothing. */
export interface Preview {
  name: string;
  now: LetterText;
  then: LetterText | null;
}

/** States after which the event loop gets a turn. */
const together = 4;
/** Placeholder of our reference. */
const sample = (iso: string): string => `DEM-0000-0000-${iso}`;

/** Letters composed as previews: nothing is stored. */
@Injectable()
export class TemplatePreviewsService {
  constructor(
    private readonly texts: LetterTextsService,
    private readonly templates: TemplatesService,
    private readonly states: StatesService,
  ) {}

  /**
   * Every State that is asked or thanked for something on a day, by name. @param draftId a version to use instead of the approved one @throws
   * TemplateNotFound
   */
  async all(campaignId: string, day: Day, draftId: string | null): Promise<PreviewLine[]> {
    const states = await this.states.list('en');
    const isos = states.map(({ iso }) => iso);
    const basis = await this.basis(campaignId, day, draftId, isos);
    const lines: PreviewLine[] = [];
    for (let n = 0; n < states.length; n += together) {
      lines.push(...states.slice(n, n + together).map(({ iso, name }) => this.line(iso, name, basis)));
      await setImmediate();
      // A text that exhausts its limits for one State does so for all two hundred, and would keep everybody waiting each time.
      if (lines.some(({ holds }) => holds.some(({ code }) => code === templateLimit))) break;
    }
    return lines.filter(({ iso, sections }) => sections.length > 0 || ownLetterStates.includes(iso));
  }

  /** @throws StateUnknown, TemplateNotFound */
  async one(iso: string, campaignId: string, day: Day, draftId: string | null): Promise<Preview> {
    const { name } = await this.states.get(iso, 'en');
    const draft = draftId === null ? null : await this.templates.get(draftId);
    // A follow-up refers to an earlier letter.
    const earlier =
      draft?.kind === 'follow_up' ? { reference: sample(iso), sentAt: new Date(addDays(day, -60)) } : undefined;
    const now = this.texts.compose(iso, await this.texts.basis(campaignId, day, [iso]), sample(iso), earlier);
    const then =
      draftId === null
        ? null
        : this.texts.compose(iso, await this.basis(campaignId, day, draftId, [iso]), sample(iso), earlier);
    const changed = then !== null && then.composed?.textHash !== now.composed?.textHash;
    return { name, now, then: changed ? then : null };
  }

  private async basis(
    campaignId: string,
    day: Day,
    draftId: string | null,
    isos: readonly string[],
  ): Promise<LetterBasis> {
    const basis = await this.texts.basis(campaignId, day, isos);
    if (draftId === null) return basis;
    return { ...basis, sets: withVersion(basis.sets, await this.templates.get(draftId)) };
  }

  private line(iso: string, name: string, basis: LetterBasis): PreviewLine {
    const { locale, fallbackFrom, asked, composed, holds } = this.texts.compose(iso, basis, sample(iso));
    const sections = asked.map(({ convention, audience }) => `${convention} ${audience}`);
    const never = notAddressed[iso];
    const all = never === undefined ? holds : [{ code: 'ministry.recognition_disputed', detail: never }, ...holds];
    return { iso, name, locale, fallbackFrom, sections, missing: composed?.missing ?? [], holds: all };
  }
}
