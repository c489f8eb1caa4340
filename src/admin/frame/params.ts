import { z } from 'zod';

/** The path of something with an id. */
export const idParam = z.object({ id: z.uuid() });
export type IdParam = z.output<typeof idParam>;
