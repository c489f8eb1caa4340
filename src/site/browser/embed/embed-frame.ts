// Runs on a website that shows the petition in a frame: sets the height of the frame to that of its content.
import { readMessage } from './frame-message.js';

const script = document.currentScript as HTMLScriptElement | null;
const ours = script ? new URL(script.src).origin : null;

const frames = (): HTMLIFrameElement[] =>
  [...document.querySelectorAll('iframe')].filter(({ src }) => URL.canParse(src) && new URL(src).origin === ours);

window.addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
  if (origin !== ours) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  const message = readMessage(data);
  if (!frame || !message) return;
  if (message.type === 'height') frame.style.height = `${message.height}px`;
  else frame.dispatchEvent(new CustomEvent('demarche:signed', { detail: message.detail, bubbles: true }));
});

// A frame that was ready before this script is asked again.
if (ours !== null) for (const frame of frames()) frame.contentWindow?.postMessage({ type: 'demarche:ask' }, ours);
