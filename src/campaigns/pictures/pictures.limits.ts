/** What is taken as a picture. */
export const pictureLimits = {
  bytes: 8 * 1024 * 1024,
  /** Pixels of the longer side */
  side: 20_000,
  pixels: 40_000_000,
};

/** What is kept of it fits into these widths and this height: twice as high as wide, so that what fills a phone stays sharp. */
export const pictureSizes = { large: 1600, small: 640, height: 3200 };
