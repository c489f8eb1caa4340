// Keeps the figures of running exports moving on the staff pages. Without it the pages work, and a reload shows the same.

interface Progress {
  id: string;
  status: string;
  rowsDone: number;
  rowsExpected: number;
}

const number = new Intl.NumberFormat('en');
const list = document.querySelector<HTMLElement>('[data-exports]');
const form = document.querySelector<HTMLFormElement>('[data-export-form]');
const latest = document.querySelector<HTMLElement>('[data-export-latest]');
const address = list?.dataset.exports ?? form?.dataset.exportForm;
/** Seconds to keep asking although nothing runs: an export takes a moment to appear. */
let patience = 0;
let asking = false;

const sentence = ({ status, rowsDone, rowsExpected }: Progress): string =>
  `${status}: ${number.format(rowsDone)} of ${number.format(rowsExpected)} rows`;

function show(entry: Progress): void {
  const row = document.querySelector(`[data-export-id="${CSS.escape(entry.id)}"]`);
  if (!row) return;
  const rows = row.querySelector('[data-rows]');
  const status = row.querySelector('[data-status]');
  const bar = row.querySelector('progress');
  if (rows) rows.textContent = `${number.format(entry.rowsDone)} of ${number.format(entry.rowsExpected)}`;
  if (status) status.textContent = entry.status;
  if (bar) bar.value = entry.rowsDone;
  if (bar && entry.status !== 'running') bar.remove();
}

/** @returns whether an export is running */
async function ask(from: string): Promise<boolean> {
  const answer = await fetch(from, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  // Signed out, or the server is away: the figures stop, the page stays.
  if (!answer.ok) return false;
  const { exports } = (await answer.json()) as { exports: Progress[] };
  for (const entry of exports) show(entry);
  if (latest && exports[0] && form?.dataset.started) latest.textContent = `Latest export ${sentence(exports[0])}`;
  return exports.some(({ status }) => status === 'running');
}

async function keepAsking(from: string): Promise<void> {
  if (asking) return;
  asking = true;
  while ((await ask(from).catch(() => false)) || patience-- > 0) await new Promise((resolve) => setTimeout(resolve, 1000));
  asking = false;
}

if (address) {
  if (list) void keepAsking(address);
  form?.addEventListener('submit', () => {
    form.dataset.started = 'yes';
    patience = 5;
    void keepAsking(address);
  });
}
