// Updates the progress of running exports on the staff pages. Without it the pages work, and a reload shows the same.

interface Progress {
  id: string;
  status: string;
  rowsDone: number;
  rowsExpected: number;
}

const number = new Intl.NumberFormat('en');
const list = document.querySelector<HTMLElement>('[data-exports]');
const address = list?.dataset.exports;
const underWay = ['queued', 'running'];

function show(entry: Progress): void {
  const row = document.getElementById(`export-${entry.id}`);
  const status = row?.querySelector<HTMLElement>('[data-status]');
  const rows = row?.querySelector('[data-rows]');
  const bar = row?.querySelector('progress');
  if (rows) rows.textContent = `${number.format(entry.rowsDone)} of ${number.format(entry.rowsExpected)}`;
  if (bar) bar.value = entry.rowsDone;
  // Possible actions on a file change with its status, and are rendered by the server.
  if (status && status.dataset.status !== entry.status && underWay.includes(status.dataset.status ?? ''))
    location.reload();
}

/** @returns whether an export is in progress */
async function ask(from: string): Promise<boolean> {
  const answer = await fetch(from, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  // Signed out, or the server is unavailable: updates stop, the page stays.
  if (!answer.ok) return false;
  const { exports } = (await answer.json()) as { exports: Progress[] };
  for (const entry of exports) show(entry);
  return exports.some(({ status }) => underWay.includes(status));
}

async function keepAsking(from: string): Promise<void> {
  while (await ask(from).catch(() => false)) await new Promise((resolve) => setTimeout(resolve, 1000));
}

if (address !== undefined) void keepAsking(address);
