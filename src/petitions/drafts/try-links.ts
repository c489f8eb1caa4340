import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.js';

/** Other people's servers may be slow, so no request waits for them. */
export const tryLinksJob = defineJob('petitions.try_links_of_a_draft', z.object({ petitionId: z.uuid() }), {
  attempts: 2,
});
