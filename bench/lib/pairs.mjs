/** The middle value. */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Measures ours and the limit in turn, so that a machine that slows down slows both; answers medians and the median ratio.
 */
export async function inPairs(rounds, measureOurs, measureLimit) {
  const ours = [];
  const limit = [];
  for (let round = 0; round < rounds; round++) {
    limit.push(await measureLimit(round));
    ours.push(await measureOurs(round));
  }
  const ratios = ours.map((result, index) => result.perSecond / limit[index].perSecond);
  return {
    ours,
    limit,
    oursPerSecond: median(ours.map((r) => r.perSecond)),
    limitPerSecond: median(limit.map((r) => r.perSecond)),
    ratio: median(ratios),
  };
}
