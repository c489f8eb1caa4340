/** Allowed messages of the inner page of a frame. */
export type FrameMessage =
  { type: 'height'; height: number } | { type: 'signed'; detail: { slug: string; lang: string } };

const lowest = 50;
const highest = 20_000;

/** @returns null for everything that is not exactly such a message */
export function readMessage(data: unknown): FrameMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, height, detail } = data as { type?: unknown; height?: unknown; detail?: unknown };
  if (type === 'demarche:height')
    return typeof height === 'number' && height >= lowest && height <= highest
      ? { type: 'height', height: Math.ceil(height) }
      : null;
  if (type !== 'demarche:signed' || typeof detail !== 'object' || detail === null) return null;
  const { slug, lang } = detail as { slug?: unknown; lang?: unknown };
  return typeof slug === 'string' && typeof lang === 'string' ? { type: 'signed', detail: { slug, lang } } : null;
}
