import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { EventPages, type Numbering } from '../../platform/events/event-pages.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { CursorExpired, PurposeUnknown } from './changes.errors.js';
import {
  startOfList,
  textOfCursor,
  type ChangesPage,
  type ChangesQuery,
  type Cursor,
  type SupporterChange,
} from './changes.schema.js';
import { listAgreed, readStandings } from './changes.sql.js';

const listener = 'supporter_changes';

/** A signature and its current state for the purpose; `wording` is null when it does not consent, or no longer does. */
interface Standing extends Record<string, unknown> {
  signatureId: string;
  email: string | null;
  heldEmail?: string | null;
  givenName: string;
  familyName: string;
  country: string;
  locale: string;
  wording: string | null;
  agreedAt: Date;
}

/** The petition and purpose a client follows. */
interface Scope {
  petitionId: string;
  slug: string;
  purpose: string;
  recipient: string;
}

/**
 * People who consent to a purpose, and changes, from where the caller stopped. Nothing is left out: a change is reported at least once, with the
 * current state, so reporting it twice does no harm.
 */
@Injectable()
export class SupporterChangesService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly pages: EventPages,
    private readonly petitions: PetitionsService,
  ) {}

  /** @throws PetitionNotFound, PurposeUnknown, CursorExpired */
  async read(slug: string, { consent, cursor, limit }: ChangesQuery, actor: string): Promise<ChangesPage> {
    const scope = await this.scopeOf(slug, consent);
    if (!cursor) await this.pages.listen(listener);
    const numbering = await this.pages.number(listener);
    if (!numbering) throw new CursorExpired();
    const from = cursor ?? startOfList(numbering.since.getTime(), numbering.last);
    if (from.since !== numbering.since.getTime() || from.from > numbering.last) throw new CursorExpired();
    const page =
      from.kind === 'list' ? await this.listed(scope, from, limit) : await this.changed(scope, from, numbering, limit);
    if (page.changes.length > 0)
      await this.database.transaction((tx) =>
        this.audit.record(tx, {
          actor,
          action: 'supporters.synced',
          details: { petition: slug, consent, count: page.changes.length },
        }),
      );
    return page;
  }

  private async scopeOf(slug: string, consent: string): Promise<Scope> {
    const { id: petitionId, consents } = await this.petitions.getTerms(slug);
    const [purpose = '', recipient = ''] = consent.split('/');
    const offer = consents.find((one) => one.purpose === purpose && purpose !== 'signature');
    if (!offer || (offer.recipients !== null) !== (recipient !== '')) throw new PurposeUnknown();
    return { petitionId, slug, purpose, recipient };
  }

  private async listed(scope: Scope, cursor: Cursor & { kind: 'list' }, limit: number): Promise<ChangesPage> {
    const rows = await this.database.run<Standing>(listAgreed, [
      scope.petitionId,
      scope.purpose,
      scope.recipient,
      cursor.after,
      limit,
    ]);
    const last = rows.at(-1);
    const next: Cursor =
      rows.length < limit || !last ? { ...cursor, kind: 'changes' } : { ...cursor, after: last.signatureId };
    // Events during the listing come next, so there is always more to request.
    return { changes: rows.map(asChange), cursor: textOfCursor(next), more: true };
  }

  private async changed(
    scope: Scope,
    { since, from }: Cursor,
    numbering: Numbering,
    limit: number,
  ): Promise<ChangesPage> {
    const { events, rows } = await this.database.transaction(async (tx) => {
      const events = await this.pages.after(tx, from, limit);
      const concerned = events.filter(({ type, data }) => concerns(scope, type, data as Record<string, unknown>));
      return { events, rows: [...new Set(concerned.map(({ subjectId }) => subjectId))] };
    });
    // Numbers have no gaps: a missing one was deleted.
    if (from < numbering.last && events[0]?.pageNo !== from + 1n) throw new CursorExpired();
    const { petitionId, purpose, recipient } = scope;
    const standings =
      rows.length === 0 ? [] : await this.database.run<Standing>(readStandings, [petitionId, purpose, recipient, rows]);
    const cursor = textOfCursor({ kind: 'changes', since, from: events.at(-1)?.pageNo ?? from });
    return { changes: standings.map(asChange), cursor, more: numbering.more || events.length === limit };
  }
}

function concerns({ slug, purpose, recipient }: Scope, type: string, data: Record<string, unknown>): boolean {
  if (data.petition !== slug) return false;
  if (type.startsWith('signature.')) return true;
  return type.startsWith('consent.') && data.purpose === purpose && (data.recipient ?? '') === recipient;
}

function asChange({
  signatureId,
  email,
  heldEmail,
  givenName,
  familyName,
  country,
  locale,
  wording,
  agreedAt,
}: Standing): SupporterChange {
  if (wording === null || email === null) return { signatureId, agrees: false, email: heldEmail ?? null };
  return {
    signatureId,
    agrees: true,
    agreedAt: agreedAt.toISOString(),
    wording,
    email,
    givenName,
    familyName,
    country,
    locale,
  };
}
