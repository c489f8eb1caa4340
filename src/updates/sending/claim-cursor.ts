const first = '00000000-0000-0000-0000-000000000000';
/** Milliseconds after which a provider without waiting recipients is looked at again, from the start: emails that were deferred are due. */
const againAfter = 5_000;

/**
 * Where the next claim of a provider goes on, so that it does not pass all the rows that are claimed already: they are dead entries of the index until the table is
 * vacuumed. Of this process only.
 */
export class ClaimCursor {
  private readonly places = new Map<string, { after: string; emptyUntil: number }>();

  /** @returns null while nothing is expected there */
  place(updateId: string, provider: number, now: number): string | null {
    const { after, emptyUntil } = this.places.get(key(updateId, provider)) ?? { after: first, emptyUntil: -Infinity };
    return now < emptyUntil ? null : after;
  }

  /** @param last the last recipient that was read; fewer than asked: there are no more behind it */
  moved(updateId: string, provider: number, last: string | undefined, hasMore: boolean, now: number): void {
    const old = this.places.get(key(updateId, provider))?.after ?? first;
    // Those before the place may be due meanwhile: they are looked for before the provider counts as empty.
    const isEmpty = !hasMore && last === undefined && old === first;
    this.places.set(key(updateId, provider), {
      after: hasMore && last !== undefined ? last : first,
      emptyUntil: isEmpty ? now + againAfter : -Infinity,
    });
  }

  forget(): void {
    this.places.clear();
  }
}

const key = (updateId: string, provider: number): string => `${updateId}/${provider}`;
