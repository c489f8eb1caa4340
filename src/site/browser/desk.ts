// On every staff page: the key "/" leads to the search, unless somebody is writing.
const writing = 'input, textarea, select, [contenteditable]';

document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key !== '/' || ctrlKey || metaKey || altKey || (target as Element).closest(writing)) return;
  const field = document.querySelector<HTMLInputElement>('#desk-search');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
