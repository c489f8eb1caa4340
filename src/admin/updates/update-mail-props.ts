import type { SignedIn } from '../../access/sessions.service.js';
import type { AudienceCount, AudienceSample } from '../../updates/audience/audiences.service.js';
import type { ExclusionList } from '../../updates/audience/exclusions.service.js';
import type { MailingStatus } from '../../updates/sending/mailing-status.service.js';
import type { UpdateMails } from '../../updates/sending/update-mails.service.js';
import type { StaffUpdate } from '../../updates/writing/staff-updates.service.js';
import type { BroughtBy } from '../../updates/writing/update-results.service.js';
import type { Names } from '../frame/actor-names.js';
import type { Refused, Texts } from '../frame/form.js';

/** What the page about an update's email shows. */
export interface UpdateMailPageProps {
  staff: SignedIn;
  update: StaffUpdate;
  title: string;
  status: MailingStatus | null;
  checks: Awaited<ReturnType<UpdateMails['checks']>>;
  /** Of the audience in the form, or of the planned one */
  count: AudienceCount | null;
  samples: readonly AudienceSample[] | null;
  input: Readonly<Texts>;
  petitions: readonly { slug: string; title: string }[];
  lists: readonly ExclusionList[];
  timeZone: string;
  names: Names;
  brought: BroughtBy;
  /** More recipients than these need a second person */
  approvalAbove: number;
  done?: string | undefined;
  refused?: Refused | undefined;
}
