// Runs in the page that other websites show in a frame: reports its height, and that somebody signed; nothing else.

const tell = (message: Record<string, unknown>): void => {
  // The height of a public page is no secret; who may frame it is decided by the policy.
  if (parent !== window) parent.postMessage(message, '*');
};
const tellHeight = (): void =>
  tell({ type: 'demarche:height', height: Math.ceil(document.documentElement.getBoundingClientRect().height) });

new ResizeObserver(tellHeight).observe(document.documentElement);
window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source === parent && (data as { type?: unknown } | null)?.type === 'demarche:ask') tellHeight();
});
document.addEventListener('demarche:signed', (event) =>
  tell({ type: 'demarche:signed', detail: (event as CustomEvent).detail as unknown }),
);
