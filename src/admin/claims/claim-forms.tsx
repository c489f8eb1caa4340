import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { verdicts } from '../../claims/claim.status.js';
import { verdictText } from './claim-words.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';
import type { Names } from '../frame/actor-names.js';
import type { Refused } from '../frame/form.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import { Csrf } from '../frame/layout.js';
import { counted } from '../frame/words.js';

export interface ClaimProps {
  staff: SignedIn;
  claim: StaffClaim;
  names: Names;
  /** Suggested as the next expiry. */
  nextReview: string;
  refused?: Refused;
  done?: string | undefined;
}

const checkFields = ['verdict', 'correctFact', 'expiresOn', 'note', ...writtenLocales];
const retireFields = ['reason', 'confirm'];

/** Each form only shows its own errors. */
const refusedFrom = ({ refused }: ClaimProps, field: string) =>
  refused && field in refused.input ? refused : undefined;

/** A person has checked the sources again: verdict, fact and wordings as of now. */
export function CheckForm(props: ClaimProps): VNode {
  const { staff, claim, nextReview } = props;
  const refused = refusedFrom(props, 'verdict');
  const stored = { verdict: claim.verdict, correctFact: claim.correctFact, expiresOn: nextReview, ...claim.texts };
  const input: Record<string, string | undefined> = refused?.input ?? stored;
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  return (
    <form class="card" id="check" method="post" action={`/admin/claims/${claim.key}/check`} noValidate>
      <h2>Record a check</h2>
      <Refusal refused={refused} fields={checkFields} />
      <Csrf staff={staff} />
      <div class="filters wide">
        <Select
          {...shared('verdict')}
          label="Verdict on the statement"
          options={verdicts.map((value) => ({ value, label: verdictText(value) }))}
        />
        <Field {...shared('expiresOn')} label="To be checked again by" type="date" required />
      </div>
      <Area {...shared('correctFact')} label="Correct fact" rows={4} />
      <Area {...shared('note')} label="Note for the record" rows={2} help="What you checked" />
      <fieldset>
        <legend>Wordings for the public</legend>
        {writtenLocales.map((locale) => (
          <Area {...shared(locale)} label={localeName(locale)} lang={locale} rows={4} />
        ))}
        <p class="quiet">Empty wordings are not changed.</p>
      </fieldset>
      <button class="button small" type="submit">
        Record the check
      </button>
    </form>
  );
}

/** The campaign no longer relies on it. This cannot be undone, so it asks twice. */
export function RetireForm(props: ClaimProps): VNode {
  const { staff, claim } = props;
  const refused = refusedFrom(props, 'reason');
  const faults = refused?.faults ?? [];
  return (
    <form class="card" id="retire" method="post" action={`/admin/claims/${claim.key}/retire`} noValidate>
      <h2>Retire this claim</h2>
      <Refusal refused={refused} fields={retireFields} />
      <Csrf staff={staff} />
      <Area name="reason" label="Reason" rows={2} value={refused?.input.reason} faults={faults} />
      <ConfirmField wanted={claim.key} refused={refused}>
        {`No text may use it from now on. It is used in ${counted(claim.uses.length, 'place')}, and every text there is marked. This cannot be undone.`}
      </ConfirmField>
      <button class="button small" type="submit">
        Retire
      </button>
    </form>
  );
}
