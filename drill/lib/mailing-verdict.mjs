// What is promised of an update's email, as questions to the ledger, the mailboxes and the page. Each answer is a list of broken promises, empty when all are kept.

const left = ['waiting', 'in_hand'];
/** Nobody of these got it, as the ledger says. */
const without = ['refused', 'skipped'];

/**
 * One look at the numbers while it is being sent.
 * @param counts by state @param reached mailboxes with an email before and after the numbers were read
 * @param isRepeating some wait again, though they have it: then only what was sent can be compared
 */
export function faultsOfNumbers(counts, { total, amount, reached: [before, after], state, isRepeating }) {
  const sum = Object.values(counts).reduce((all, n) => all + n, 0);
  const ofStates = (...names) => names.reduce((all, name) => all + (counts[name] ?? 0), 0);
  const faults = [];
  if (total !== amount) faults.push(`${total} recipients are shown of ${amount}`);
  if (sum !== amount) faults.push(`the numbers add up to ${sum}, not ${amount}`);
  if (ofStates('sent') > after) faults.push(`${ofStates('sent')} are said to be sent, ${after} mailboxes have it`);
  const maybe = ofStates('sent', 'in_hand', 'outcome_unknown');
  if (!isRepeating && maybe < before) faults.push(`${before} mailboxes have it, and only ${maybe} may by the numbers`);
  if (state === 'done' && ofStates(...left) > 0) faults.push(`it is said to be done, and ${ofStates(...left)} wait`);
  return faults;
}

/** @param rows of the ledger: email, state @param mails mailbox → emails @param amount of recipients */
export function faultsAtTheEnd(rows, mails, amount) {
  const known = new Set(rows.map(({ email }) => email));
  const of = (email) => mails.get(email)?.length ?? 0;
  return worded({
    'recipients too few or too many in the ledger': Math.abs(rows.length - amount),
    'recipients still waiting or in hand': count(rows, ({ state }) => left.includes(state)),
    'people who got it twice': count(rows, ({ email }) => of(email) > 1),
    'people lost: without an email and without a mark': count(
      rows,
      ({ email, state }) => of(email) === 0 && !['outcome_unknown', ...without, ...left].includes(state),
    ),
    'people who got it though the ledger says they did not': count(
      rows,
      ({ email, state }) => of(email) > 0 && without.includes(state),
    ),
    'mailboxes of nobody in the ledger': count([...mails.keys()], (email) => !known.has(email)),
  });
}

/** After a person has decided to send it again to those of unknown outcome. @param marked their addresses */
export function faultsAfterRepeating(rows, mails, marked) {
  const of = (email) => mails.get(email) ?? [];
  return worded({
    'people who are not “sent”': count(rows, ({ state }) => state !== 'sent'),
    'people without an email': count(rows, ({ email }) => of(email).length === 0),
    'people with two emails who were not of unknown outcome': count(
      rows,
      ({ email }) => of(email).length > 1 && !marked.has(email),
    ),
    'people with more than two emails': count(rows, ({ email }) => of(email).length > 2),
    'people with two emails of different Message-IDs': count(rows, ({ email }) => new Set(of(email)).size > 1),
    'people sent to again without the mark': count(
      rows,
      ({ email, reason }) => (reason === 'sent_again') !== marked.has(email),
    ),
  });
}

const count = (all, which) => all.filter(which).length;
const worded = (found) =>
  Object.entries(found)
    .filter(([, n]) => n > 0)
    .map(([what, n]) => `${n} ${what}`);
