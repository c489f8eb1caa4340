/** What is taken as a picture. */
export const pictureLimits = {
  bytes: 8 * 1024 * 1024,
  /** Pixels of the longer side */
  side: 20_000,
  pixels: 40_000_000,
};

/** What is kept of it: the longer side of the large one, the width of the small one. */
export const pictureSizes = { large: 1600, small: 640 };
