import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { countLogTexts } from '../texts.js';

const columns = [25, 80, 135, 190];

/** Signatures become entries, and entries one checkpoint. */
export function TreePicture({ locale }: { locale: Locale }): VNode {
  const { picture, pictureWords: words } = countLogTexts(locale);
  const line = (x1: number, y1: number, x2: number, y2: number): VNode => (
    <line x1={x1} y1={y1} x2={x2} y2={y2} stroke="currentColor" stroke-width="1.5" />
  );
  const box = (x: number, y: number, filled = false): VNode => (
    <rect
      x={x - 14}
      y={y - 9}
      width="28"
      height="18"
      rx="3"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="1.5"
    />
  );
  const label = (y: number, text: string): VNode => (
    <text x="225" y={y} font-size="14" fill="currentColor" dominant-baseline="middle">
      {text}
    </text>
  );
  return (
    <figure>
      <svg viewBox="0 0 410 210" width="100%" role="img" aria-label={picture} direction="ltr">
        {columns.map((x) => (
          <>
            <circle cx={x} cy="180" r="12" fill="none" stroke="currentColor" stroke-width="1.5" />
            {line(x, 168, x, 139)}
            {box(x, 130)}
          </>
        ))}
        {[52.5, 162.5].map((x) => (
          <>
            {line(x - 27.5, 121, x, 89)}
            {line(x + 27.5, 121, x, 89)}
            {box(x, 80)}
            {line(x, 71, 107.5, 39)}
          </>
        ))}
        {box(107.5, 30, true)}
        {label(30, words.checkpoint)}
        {label(130, words.entries)}
        {label(180, words.signatures)}
      </svg>
    </figure>
  );
}
