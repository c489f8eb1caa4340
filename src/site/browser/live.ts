// Shows numbers on a staff page as they come in. Without it the page shows those of the moment it was loaded.

const place = document.querySelector<HTMLElement>('[data-live]');
const state = document.querySelector<HTMLElement>('[data-live-state]');

interface Numbers {
  day: string;
  /** Name of a part of the page → its content, as the server draws it */
  parts: Record<string, string>;
}

function say(text: string): void {
  if (state && state.textContent !== text) state.textContent = text;
}

function show(here: HTMLElement, { day, parts }: Numbers): void {
  // Another day has begun.
  if (day !== here.dataset.day) return location.reload();
  for (const [name, content] of Object.entries(parts)) {
    const part = here.querySelector(`[data-part="${CSS.escape(name)}"]`);
    // What somebody is reading with the keyboard stays until they leave it.
    if (part && !part.contains(document.activeElement)) part.innerHTML = content;
  }
}

if (place?.dataset.live !== undefined) {
  const source = new EventSource(place.dataset.live);
  source.addEventListener('open', () => say('Live: new numbers appear by themselves.'));
  source.addEventListener('message', ({ data }) => show(place, JSON.parse(String(data)) as Numbers));
  source.addEventListener('error', () =>
    say(
      source.readyState === EventSource.CLOSED
        ? 'No longer live. Reload the page for the numbers of the moment.'
        : 'The connection was lost; trying again.',
    ),
  );
}
