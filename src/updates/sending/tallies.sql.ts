/**
 * Common table expressions `summed`, `locked` and `tallied` that move recipients between the sums of their mailings, for the statement that moves the rows.
 * The sums are locked in their order, so that two such statements wait for each other.
 * @param moves a query with the columns update_id, state, n (-1 for where a recipient was, 1 for where it is now)
 */
export const movingTallies = (moves: string): string => `
  summed as (select update_id, state, sum(n)::int as n from (${moves}) as m group by update_id, state having sum(n) <> 0),
  locked as (
    select t.update_id, t.state from update_tally t join summed s on s.update_id = t.update_id and s.state = t.state
    order by t.update_id, t.state for update of t
  ),
  tallied as (
    update update_tally t set count = t.count + s.n from locked l join summed s on s.update_id = l.update_id and s.state = l.state
    where t.update_id = l.update_id and t.state = l.state returning 1
  )`;

/** The moves of rows that were in one state and are in another. @param rows a relation with update_id, before, after */
export const movesOf = (rows: string): string => `
  select update_id, c.state, c.n from ${rows} cross join lateral (values (before, -1), (after, 1)) as c(state, n)`;
