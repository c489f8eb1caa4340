/** Watchers of live numbers in one process. */
export const mostWatchers = 100;

/** Milliseconds between two looks at the counters of a petition, and so between two numbers, at least. */
export const lookMilliseconds = 2_000;

/** How long to wait after a look that took so long: on the great day every look reads all of the day, and may take a tenth of the time at most. */
export const restAfter = (milliseconds: number): number => Math.max(lookMilliseconds, 9 * milliseconds);

/** Milliseconds after which it is asked again whether a watcher may still watch. */
export const admissionMilliseconds = 5_000;

/** Milliseconds between signs of life, without which proxies end a quiet connection. */
export const heartbeatMilliseconds = 20_000;
