import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { consentOffer } from '../../supporters/consents.schema.js';
import { petitionForm } from '../form/petition-form.schema.js';
import { factSource, petitionText } from '../petitions.schema.js';

/** Everything a version of a petition says: its texts by language, the sources under them, and the purposes it asks consent for. */
export const versionContent = z.object({
  texts: z.record(z.string(), petitionText),
  sources: z.array(factSource),
  consents: z.array(consentOffer),
  /** What the form asks for and the emails and pages around it say; left out where nothing was changed */
  form: petitionForm.optional(),
  /** Slugs of the demands it makes */
  demands: z.array(z.string()).optional(),
});
export type VersionContent = z.infer<typeof versionContent>;

/** SHA-256, in hexadecimal, of the canonical JSON of a content (RFC 8785): anybody can compute it from what the API shows. */
export const hashOf = (content: VersionContent): string =>
  createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
