/** A path on our own staff pages; everything else becomes the overview. */
export const ownPath = (next: string | undefined): string =>
  next !== undefined && /^\/admin(\/[a-z0-9-]+)*$/.test(next) ? next : '/admin';
