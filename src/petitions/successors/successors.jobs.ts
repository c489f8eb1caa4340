import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.js';

/** Asks those who signed the petition before this one. */
export const askEarlierSignersJob = defineJob('petitions.ask_earlier_signers', z.object({ petitionId: z.uuid() }), {
  attempts: 20,
});

export const askMissedSignersJob = defineJob('petitions.ask_missed_signers', z.object({}), { attempts: 3 });
