import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { outcomes, type Outcome } from '../../petitions/petitions.schema.js';
import type { DraftState } from '../../petitions/drafts/draft.status.js';
import type { StaffPetition } from '../../petitions/settings/petition-settings.service.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { counted } from '../frame/words.js';
import { Term } from '../frame/term.js';
import { stateWords } from './petitions-page.js';

export const outcomeWords: Record<Outcome, string> = {
  met: 'What was asked has been done',
  partly_met: 'Part of it has been done',
  not_met: 'It has not been done',
  open_question: 'Not certain yet',
};

const waits = {
  review: 'A new text waits for review.',
  scheduled: 'A new text is scheduled.',
  held: 'A new text was not published at its moment: something was in the way.',
};

interface Props {
  staff: SignedIn;
  petition: StaffPetition;
  title: string;
  /** Titles of the one before it and the one after it, by slug */
  kin: ReadonlyMap<string, string>;
  /** Where its draft stands */
  text: DraftState;
  /** Revision of that draft */
  revision: number;
  /** Confirmed signatures that count */
  count: number;
  /** Of a successor: what earlier signers answered */
  answers: { asked: number; kept: number; takenBack: number } | null;
  done?: string | undefined;
  refused?: Refused | undefined;
}

/** Where a petition stands, the ways to its parts, and what can be done with it. */
export function PetitionPage(props: Props): VNode {
  const { staff, petition, title, kin, count, answers, done, refused } = props;
  const path = `/admin/petitions/${petition.slug}`;
  const isDraft = petition.state === 'draft';
  return (
    <Layout
      title={title}
      staff={staff}
      path="/admin/petitions"
      crumbs={[]}
      primary={isDraft ? { href: `${path}/text`, label: 'Write the text', permission: 'plan:manage' } : undefined}
    >
      <DoneNotice done={done} texts={{ saved: 'Done.' }} />
      <Refusal refused={refused} fields={['reason', 'slug', 'why', 'outcome', 'confirm']} />
      <p>
        <strong>{stateWords[petition.state]}</strong>
        {petition.hiddenReason !== null && `: ${petition.hiddenReason}`}
      </p>
      {props.text !== 'draft' && (
        <p class={props.text === 'held' ? 'error' : 'notice'}>
          {waits[props.text]} <a href={`${path}/text/review`}>Look at it</a>
        </p>
      )}
      {!isDraft && (
        <p>
          {counted(count, 'confirmed signature')}. <a href={`/petitions/${petition.slug}`}>Public page</a>
        </p>
      )}
      {answers && !isDraft && (
        <p>
          Follows <KinLink slug={petition.predecessor} kin={kin} />. Asked: {answers.asked}; signed this one too:{' '}
          {answers.kept}; took their signature back: {answers.takenBack}.
        </p>
      )}
      {petition.successor !== null && (
        <p>
          Its <Term word="successor" />: <KinLink slug={petition.successor} kin={kin} />
        </p>
      )}
      <nav class="buttons" aria-label="Parts of this petition">
        <a href={`${path}/text`}>Text</a>
        <a href={`${path}/settings`}>Settings</a>
        {isDraft && <a href={`${path}/previews`}>Preview</a>}
        {isDraft && <a href={`${path}/text/review`}>Compare and publish</a>}
        {!isDraft && <a href={`${path}/notes`}>Introduction, news, closing note</a>}
        {!isDraft && <a href={`${path}/figures`}>Statistics</a>}
        {!isDraft && <a href={`${path}/draws`}>Draws from the log</a>}
        {!isDraft && may(staff.role, 'supporters:read') && <a href={`${path}/supporters`}>Supporters</a>}
        {!isDraft && may(staff.role, 'fraud:decide') && <a href={`${path}/fraud`}>Fraud review</a>}
      </nav>
      {may(staff.role, 'plan:manage') && (isDraft ? <Discard {...props} /> : <Actions {...props} />)}
    </Layout>
  );
}

const signatures = (n: number): string =>
  `${n.toLocaleString('en')} confirmed ${n === 1 ? 'signature is' : 'signatures are'}`;

const KinLink = ({ slug, kin }: { slug: string | null; kin: ReadonlyMap<string, string> }): VNode | null =>
  slug === null ? null : <a href={`/admin/petitions/${slug}`}>{kin.get(slug) ?? slug}</a>;

const Discard = ({ staff, petition: { slug }, revision }: Props): VNode => (
  <section class="card">
    <h2>Give it up</h2>
    <p>The draft and its texts are deleted. Nobody outside has seen them.</p>
    <ActionButton staff={staff} action={`/admin/petitions/${slug}/steps/discard`} label="Discard this draft" plain>
      <input type="hidden" name="revision" value={String(revision)} />
    </ActionButton>
  </section>
);

function Actions({ staff, petition, count, refused }: Props): VNode {
  const path = `/admin/petitions/${petition.slug}`;
  const step = (name: string, label: string): VNode => (
    <ActionButton staff={staff} action={`${path}/steps/${name}`} label={label} />
  );
  const shared = (name: string) => ({ name, value: refused?.input[name], faults: refused?.faults ?? [] });
  return (
    <>
      <section class="card">
        <h2>Signing</h2>
        <p>
          Closed, it accepts no new signatures at once, and stays readable with all it has. Archived, it is also no
          longer listed. You can undo both.
        </p>
        <div class="buttons">
          {petition.closedByHand
            ? petition.successor === null && step('reopen', 'Open it again')
            : step('close', 'Close it now')}
          {petition.state === 'archived'
            ? step('unarchive', 'Take it out of the archive')
            : step('archive', 'Archive it')}
        </div>
      </section>
      <form class="card" method="post" action={`${path}/outcome`}>
        <Csrf staff={staff} />
        <h2>Outcome</h2>
        <Select
          {...shared('outcome')}
          value={refused?.input.outcome ?? petition.outcome ?? ''}
          label="What became of it"
          options={[
            { value: '', label: 'Nothing to say yet' },
            ...outcomes.map((value) => ({ value, label: outcomeWords[value] })),
          ]}
        />
        <button class="button small" type="submit">
          Record the outcome
        </button>
      </form>
      {petition.successor === null && (
        <form class="card" method="post" action={`${path}/successor`} noValidate>
          <Csrf staff={staff} />
          <h2>Change what is asked</h2>
          <p>
            What people have signed stays as it is. A change of the request becomes a new petition: when it is
            published, this one closes, both pages say so, and each signer is asked once whether they sign the new one
            too.
          </p>
          <Field {...shared('slug')} label="Short name of the new petition" />
          <Area {...shared('why')} label="Why the request changes" help="Public, in English." />
          <button class="button small" type="submit">
            Begin the new petition
          </button>
        </form>
      )}
      {petition.state === 'withdrawn' ? (
        <section class="card">
          <h2>Withdrawn from view</h2>
          {step('show', 'Show it again')}
        </section>
      ) : (
        <form class="card" method="post" action={`${path}/withdraw`} noValidate>
          <Csrf staff={staff} />
          <h2>Withdraw it from view</h2>
          <Area {...shared('reason')} label="Reason" help="Public, in English." />
          <ConfirmField wanted={petition.slug} refused={refused}>
            {`Visitors read your reason instead of the petition, and nobody can sign it. ${signatures(count)} kept, and signers can still withdraw them.`}
          </ConfirmField>
          <button class="button small" type="submit">
            Withdraw it from view
          </button>
        </form>
      )}
    </>
  );
}
