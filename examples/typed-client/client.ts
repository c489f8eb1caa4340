import createClient from 'openapi-fetch';
import type { paths, components } from './api.js';

/*
 * A client whose paths, fields and answers the compiler checks. The types come from the document every installation serves:
 *   npx openapi-typescript http://localhost:3000/api/openapi.json -o api.d.ts
 */

type NewSignature = components['schemas']['NewSignature'];

/** The published number and the wording a signer has to be shown. */
export async function readPetition(
  baseUrl: string,
  slug: string,
): Promise<{ count: number; wording: string; text: string }> {
  const { data, error } = await createClient<paths>({ baseUrl }).GET('/api/v1/petitions/{slug}', {
    params: { path: { slug } },
  });
  if (!data) throw new Error(error.code);
  const asked = data.consents.find(({ purpose }) => purpose === 'signature');
  return { count: data.signatureCount, wording: asked?.wording ?? '', text: asked?.text ?? '' };
}

/** Signs. @returns null when a mail is on its way, otherwise the stable code of what was wrong, and the fields it is about */
export async function sign(
  baseUrl: string,
  slug: string,
  body: NewSignature,
): Promise<{ code: string; fields: string[] } | null> {
  const { error } = await createClient<paths>({ baseUrl }).POST('/api/v1/petitions/{slug}/signatures', {
    params: { path: { slug } },
    body,
  });
  return error ? { code: error.code, fields: (error.errors ?? []).map(({ pointer }) => pointer) } : null;
}
