import type { FastifyRequest } from 'fastify';
import type { UpdateViews } from '../updates/writing/update-views.service.js';
import { lastText } from './signup-form.js';

/** The update whose link was followed. Other words are ignored, so that nobody fills the cache with pages that say the same. */
export async function cameFrom({ query }: FastifyRequest, updates: UpdateViews): Promise<string> {
  const source = lastText((query as Record<string, unknown>).source);
  return source !== '' && (await updates.isPublished(source)) ? source : '';
}

/** What a link adds to its address, so that the next page knows it too. */
export const carrying = (source: string): string => (source === '' ? '' : `&source=${encodeURIComponent(source)}`);
