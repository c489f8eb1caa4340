import type { VNode } from 'preact';
import { onDemand } from '../../platform/on-demand.js';

const qrcode = onDemand<typeof import('qrcode')>('qrcode');

const quiet = 4;

/** A text as QR code, drawn by shapes only, black on white whatever the colours of the page. */
export function QrCode({ text, label }: { text: string; label: string }): VNode {
  const { modules } = qrcode().create(text, { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * quiet;
  const dark = Array.from({ length: modules.size ** 2 }, (_, at) => at).filter((at) => modules.data[at]);
  const path = dark
    .map((at) => `M${(at % modules.size) + quiet} ${Math.floor(at / modules.size) + quiet}h1v1h-1z`)
    .join('');
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width="220"
      height="220"
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
