import type { VNode } from 'preact';

/** What goes along from the first step of signing in to the last: the page that was wanted, or the form that was sent. */
export const Carried = ({ next, kept }: { next: string; kept: string | undefined }): VNode => (
  <>
    <input type="hidden" name="next" value={next} />
    {kept !== undefined && kept !== '' && <input type="hidden" name="kept" value={kept} />}
  </>
);
