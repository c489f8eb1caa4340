/** Watchers of live numbers in one process. */
export const mostWatchers = 100;

/** Milliseconds between two looks at the counters of a petition, and so between two numbers. */
export const lookMilliseconds = 2_000;

/** Milliseconds after which it is asked again whether a watcher may still watch. */
export const admissionMilliseconds = 5_000;

/** Milliseconds between signs of life, without which proxies end a quiet connection. */
export const heartbeatMilliseconds = 20_000;
