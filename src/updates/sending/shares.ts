interface Shared {
  /** How many emails it has in all */
  weight: number;
  /** The most it may get now */
  room: number;
}

/**
 * Shares `total` emails out between providers in proportion to what each has in all, so that all end about together; what one has no room for goes to the others.
 * Those with the largest remainders come first. Pure.
 */
export function shareOut<One extends Shared>(total: number, all: readonly One[]): Map<One, number> {
  const shares = new Map<One, number>();
  let open = all.filter(({ room }) => room > 0);
  let left = Math.max(0, Math.floor(total));
  while (left > 0 && open.length > 0) {
    const weight = open.reduce((sum, one) => sum + Math.max(1, one.weight), 0);
    const wanted = open
      .map((one) => ({ one, exact: (left * Math.max(1, one.weight)) / weight }))
      .sort((a, b) => (b.exact % 1) - (a.exact % 1) || b.one.weight - a.one.weight);
    let rest = left - wanted.reduce((sum, { exact }) => sum + Math.floor(exact), 0);
    for (const { one, exact } of wanted) {
      const extra = rest > 0 ? 1 : 0;
      rest -= extra;
      const given = Math.min(one.room - (shares.get(one) ?? 0), Math.floor(exact) + extra);
      shares.set(one, (shares.get(one) ?? 0) + given);
      left -= given;
    }
    open = open.filter((one) => (shares.get(one) ?? 0) < one.room);
  }
  return shares;
}
