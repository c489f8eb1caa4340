// Helps to write a petition's text: saves while somebody types, counts words, finds facts and puts them into the text. Without it the page works with its
// button.

const form = document.querySelector<HTMLFormElement>('form[data-autosave], form:has([name=body])');
const body = form?.querySelector<HTMLTextAreaElement>('[name=body]');
const status = form?.querySelector<HTMLElement>('[data-autosave-status]');
const pause = 2_000;
const retry = 10_000;

interface Saved {
  revision: number;
  fields: Record<string, string>;
}
interface Problem {
  detail?: string;
  errors?: { pointer: string; detail: string }[];
}

const field = (name: string): HTMLInputElement | HTMLTextAreaElement | null =>
  form?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${CSS.escape(name)}"]`) ?? null;
const say = (text: string): void => {
  if (status) status.textContent = text;
};

let timer: number | undefined;
let isSending = false;
let isDirty = false;
let isOver = form?.dataset.autosave !== 'on';
let isLeaving = false;
/** The button that was pressed while a save was under way: it is pressed again when that has ended, so that nobody meets one's own change. */
let pressed: HTMLElement | null = null;

function later(milliseconds: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => void save(), milliseconds);
}

/** Sends the form as it is. What somebody else saved in other places comes back and is shown. */
async function save(): Promise<void> {
  if (!form || isSending || isOver || !isDirty) return;
  [isSending, isDirty] = [true, false];
  const sent: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    // That a translation fits is ticked and sent by a person.
    if (typeof value === 'string' && name !== 'adapted') sent[name] = value;
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(sent),
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
    });
    const text = await answer.text();
    if (answer.ok) take(JSON.parse(text) as Saved, sent);
    else refuse(answer.status, text);
  } catch {
    isDirty = true;
    say('Not saved: the server does not answer. Trying again.');
    later(retry);
  }
  isSending = false;
  if (pressed) return form.requestSubmit(pressed);
  if (isDirty) later(pause);
}

const sameWords = (one: string, other: string): boolean =>
  one.split(/\s+/).join(' ').trim() === other.split(/\s+/).join(' ').trim();

/** The caret stays where it was, counted from the end nearer to it. */
function show(input: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const { selectionStart, value: before } = input;
  input.value = value;
  if (document.activeElement !== input || selectionStart === null) return;
  const sameBefore = before.slice(0, selectionStart) === value.slice(0, selectionStart);
  const at = sameBefore ? selectionStart : Math.max(0, value.length - (before.length - selectionStart));
  input.setSelectionRange(at, at);
}

function take({ revision, fields }: Saved, sent: Record<string, string>): void {
  const merged = Object.entries(fields).filter(([name, value]) => field(name) && !sameWords(value, sent[name] ?? ''));
  if (merged.some(([name]) => field(name)?.value !== sent[name])) {
    // The form still begins from the older text, so the server tells both changes apart.
    isOver = true;
    return say('Somebody else has changed this text, too. Press the button to see both.');
  }
  for (const [name, value] of merged) {
    const input = field(name);
    if (input) show(input, value);
  }
  const [hidden, base] = [field('revision'), field('base')];
  if (hidden) hidden.value = String(revision);
  if (base) base.value = JSON.stringify(fields);
  const time = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  say(merged.length > 0 ? `Saved at ${time}, with what somebody else changed.` : `Saved at ${time}.`);
}

function refuse(code: number, text: string): void {
  isDirty = true;
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    // The status says enough.
  }
  if (code === 409) {
    isOver = true;
    say('Not saved: somebody else has changed the same place. Press the button to compare.');
  } else if (code === 422)
    say(
      `Not saved: ${problem.errors?.map(({ pointer, detail }) => `${pointer.split('/')[1] ?? ''} ${detail}`).join('; ') ?? problem.detail ?? ''}.`,
    );
  else {
    isOver = code === 401 || code === 403;
    say(
      isOver
        ? 'Not saved: sign in again in another window, then press the button.'
        : 'Not saved: an error of the server.',
    );
  }
}

function countWords(): void {
  const shown = form?.querySelector('[data-words-of=body]');
  if (!shown || !body) return;
  const words = new Intl.Segmenter(body.closest('[lang]')?.getAttribute('lang') ?? 'en', { granularity: 'word' });
  shown.textContent = [...words.segment(body.value)].filter(({ isWordLike }) => isWordLike).length.toLocaleString('en');
}

function insert(text: string): void {
  if (!body) return;
  const { selectionEnd: at } = body;
  body.setRangeText(text, at, at, 'end');
  body.focus();
  body.dispatchEvent(new Event('input', { bubbles: true }));
}

form?.addEventListener('input', () => {
  isDirty = true;
  countWords();
  if (!isOver) later(pause);
});
form?.addEventListener('submit', (event) => {
  if (isSending && event.submitter) {
    pressed = event.submitter;
    return event.preventDefault();
  }
  [isOver, isLeaving] = [true, true];
  clearTimeout(timer);
});
window.addEventListener('beforeunload', (event) => {
  if (isDirty && !isLeaving) event.preventDefault();
});

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-insert]')) {
  button.hidden = false;
  button.addEventListener('click', () => insert(button.dataset.insert ?? ''));
}
for (const filter of document.querySelectorAll<HTMLElement>('[data-filter]')) {
  filter.hidden = false;
  const entries = [...document.querySelectorAll<HTMLElement>(`#${CSS.escape(filter.dataset.filter ?? '')} > li`)];
  filter.querySelector('input')?.addEventListener('input', ({ target }) => {
    const words = (target as HTMLInputElement).value.toLowerCase().split(/\s+/);
    for (const entry of entries)
      entry.hidden = !words.every((word) => (entry.textContent ?? '').toLowerCase().includes(word));
  });
}
