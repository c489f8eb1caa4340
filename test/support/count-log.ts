import { DomainError } from '../../src/platform/errors.js';
import { CountLogJobs } from '../../src/transparency/count-log.jobs.js';
import { LogFiles } from '../../src/transparency/log-files.service.js';
import type { Site } from '../../src/transparency/verifier/site.js';
import { verifyLog, type Seen, type Verdict } from '../../src/transparency/verifier/verify.js';
import type { World } from './world.js';

/** The public side of a petition's log, without HTTP. */
export const logSite = (world: World, slug: string): Site => ({
  read: async (path) => {
    try {
      return (await world.get(LogFiles).get(slug, path)).body;
    } catch (error) {
      if (error instanceof DomainError && error.httpStatus === 404) return null;
      throw error;
    }
  },
  published: () => world.figuresOf(slug),
});

export const sequence = (world: World): Promise<void> => world.get(CountLogJobs).sequence();

/** What a visitor finds who does not wait. */
export const visit = (world: World, slug: string, seen: Seen | null = null): Promise<Verdict> =>
  verifyLog(logSite(world, slug), { seen, waitSeconds: 0 });
