/** The script of the list: shows changes at once while the page is visible. Typed text and focus are preserved. */
export const liveScript = `
let changes;
let isBusy = false;
let isStale = false;

async function refresh() {
  isStale = true;
  if (isBusy) return;
  isBusy = true;
  try {
    while (isStale) {
      isStale = false;
      const answer = await fetch(location.href);
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    }
  } catch {
    // The mailbox is away; when it is back, the stream of changes says so.
  } finally {
    isBusy = false;
  }
}

function show(page) {
  const list = document.getElementById('mails');
  const status = document.getElementById('status');
  if (list.querySelector('details[open]')) return;
  const focused = list.contains(document.activeElement) && document.activeElement.getAttribute('href');
  list.replaceWith(page.getElementById('mails'));
  if (focused) document.querySelector('#mails a[href="' + focused + '"]')?.focus();
  const text = page.getElementById('status').textContent;
  if (status.textContent !== text) status.textContent = text;
  document.title = page.title;
}

function follow() {
  changes?.close();
  if (document.hidden) return;
  changes = new EventSource('/changes');
  changes.onopen = refresh;
  changes.onmessage = refresh;
}

document.addEventListener('visibilitychange', follow);
follow();
`;
