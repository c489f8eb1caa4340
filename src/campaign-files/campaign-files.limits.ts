/** Size of the largest file: text is small, pictures are not. */
export const mostMegabytes = 64;
