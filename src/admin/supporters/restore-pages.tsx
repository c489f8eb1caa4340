import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Outcome } from '../frame/bulk.js';
import { BulkDone, BulkPreview } from '../frame/bulk-page.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { counted } from '../frame/words.js';

interface Props {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  ids: readonly string[];
}

/** By the end of its id, as the figures of fraud review name signatures: names are read in the list, which is on record. */
const nameOf = (id: string): VNode => <code>{id.slice(-12)}</code>;

const placeOf = ({ staff, slug, petitionTitle }: Props) => ({
  staff,
  title: 'Restore several signatures',
  path: '/admin/supporters' as const,
  crumbs: [petitionCrumb(slug, petitionTitle)],
  back: `/admin/petitions/${slug}/supporters?status=shadowed`,
  nameOf,
});

export const RestoreSeveralPage = (props: Props): VNode => (
  <BulkPreview
    {...placeOf(props)}
    action={`/admin/petitions/${props.slug}/supporters/restore`}
    ids={props.ids}
    button={`Restore ${counted(props.ids.length, 'signature')}`}
  >
    {`${counted(props.ids.length, 'signature')} will no longer be kept out: those that are confirmed join the public count at once, the others when they are confirmed. A rule applied later can quarantine them again.`}
  </BulkPreview>
);

export const RestoredPage = ({ outcome, ...props }: Props & { outcome: Outcome }): VNode => (
  <BulkDone {...placeOf(props)} outcome={outcome} said={`Restored: ${counted(outcome.done.length, 'signature')}.`} />
);
