import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.js';

/** Writes down the recipients of a mailing that was started. */
export const freezeJob = defineJob('updates.freeze', z.object({ updateId: z.uuid() }), { attempts: 10 });

/** Sends the draft of an update to a member of staff. */
export const testMailJob = defineJob(
  'updates.test_mail',
  z.object({ updateId: z.uuid(), locale: z.string().max(20), staffId: z.uuid() }),
  { attempts: 3 },
);
