import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Evidence } from '../../campaigns/demands/demand-evidence.service.js';
import type { DemandDetail } from '../../campaigns/demands/demand-view.schema.js';
import type { Demand } from '../../campaigns/demands/demands.schema.js';
import { sectionWords } from '../../campaigns/demands/demands.values.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { obstacleSentence } from '../../claims/claim.status.js';
import { localeName, type Locale } from '../../platform/http/locale.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { Area, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { languagesFor } from '../frame/languages.js';
import { Csrf, Layout } from '../frame/layout.js';
import { counted, OnDay } from '../frame/words.js';
import { EvidenceForm, EvidenceList } from './demand-evidence.js';
import { AddresseeTable } from './demand-addressees.js';

export interface DemandPageProps {
  staff: SignedIn;
  demand: Demand;
  /** Of a demand that is stated, with everything staff may know */
  view: DemandDetail | null;
  evidence: readonly Evidence[];
  claims: readonly StaffClaim[];
  names: Names;
  locale: Locale;
  done?: string | undefined;
  refused?: Refused | undefined;
}

const evidenceFields = ['state', 'act', 'happenedOn', 'statement', 'sourceTitle', 'sourceUrl'];
const doneTexts = {
  published: 'Published. The demand is stated from today.',
  withdrawn: 'Withdrawn. The page says so, with the reason.',
  recorded: 'Recorded. It counts once another person has confirmed it.',
  decided: 'Your decision is recorded.',
};

/** A demand as readers will see it, in a language, and what staff can do with it. */
export function DemandPage(props: DemandPageProps): VNode {
  const { staff, demand, view, evidence, claims, names, locale, done, refused } = props;
  const { slug, status } = demand;
  const manages = may(staff.role, 'plan:manage');
  return (
    <Layout title={demand.texts.en?.title ?? slug} staff={staff} path="/admin/demands" crumbs={[]}>
      <DoneNotice done={done} texts={doneTexts} />
      <Refusal refused={refused} fields={['reason', 'confirm', ...evidenceFields]} />
      <Stage demand={demand} />
      {status === 'draft' && manages && (
        <div class="buttons">
          <ActionButton staff={staff} action={`/admin/demands/${slug}/publish`} label="Publish in all languages" />
          <a href={`/admin/demands/${slug}/edit`}>Change the draft</a>
        </div>
      )}
      <Words staff={staff} demand={demand} locale={locale} claims={claims} />
      {view !== null && <AddresseeTable view={view} />}
      <EvidenceList staff={staff} demand={demand} evidence={evidence} names={names} />
      {status === 'published' && manages && view !== null && (
        <>
          <EvidenceForm staff={staff} demand={demand} view={view} refused={refused} />
          <form class="card" method="post" action={`/admin/demands/${slug}/withdraw`} noValidate>
            <h2>Withdraw</h2>
            <Csrf staff={staff} />
            <Area
              name="reason"
              label="Reason, in English, for the public"
              value={refused?.input.reason}
              faults={refused?.faults ?? []}
              help="Published words are not changed. To change a demand, withdraw it and state a new one that replaces it."
            />
            <ConfirmField wanted={slug} refused={refused}>
              {`The public page then says in ${counted(Object.keys(demand.texts).length, 'language')} that the demand was withdrawn, and why. ${counted(evidence.length, 'piece')} of evidence stay on record. This cannot be undone.`}
            </ConfirmField>
            <button class="button" type="submit">
              Withdraw the demand
            </button>
          </form>
        </>
      )}
      {status !== 'draft' && manages && (
        <p>
          <a href={`/admin/demands/new?replaces=${slug}`}>Write a demand that replaces it</a>
        </p>
      )}
    </Layout>
  );
}

function Stage({ demand }: { demand: Demand }): VNode {
  const { slug, status, statedOn, due, withdrawnOn, withdrawnReason, letterSection } = demand;
  return (
    <p class="notice">
      {status === 'draft' && 'A draft: nobody but staff sees it.'}
      {status === 'published' && (
        <>
          Stated <OnDay day={statedOn} />. <a href={`/demands/${slug}`}>Public page</a>.
        </>
      )}
      {status === 'withdrawn' && (
        <>
          Withdrawn <OnDay day={withdrawnOn} />: {withdrawnReason} <a href={`/demands/${slug}`}>Public page</a>.
        </>
      )}{' '}
      {due !== null && (
        <>
          To be done by <OnDay day={due} />.{' '}
        </>
      )}
      {letterSection !== null && `Carried by letters with the section “${sectionWords(letterSection)}”.`}
    </p>
  );
}

function Words({
  staff,
  demand,
  locale,
  claims,
}: Pick<DemandPageProps, 'staff' | 'demand' | 'locale' | 'claims'>): VNode {
  const languages = languagesFor(staff, (one) => demand.texts[one] !== undefined);
  const text = demand.texts[locale];
  const keys = text ? claimKeysIn([text.ask, ...text.reasons, ...text.law].join('\n')) : [];
  const barred = claims.filter(({ key, obstacle }) => obstacle !== null && [...keys, ...demand.basis].includes(key));
  return (
    <section class="card">
      <h2>Words</h2>
      <nav class="languages" aria-label="Languages">
        <ul>
          {languages.map((one) => (
            <li>
              <a
                href={`/admin/demands/${demand.slug}?lang=${one}`}
                lang={one}
                aria-current={one === locale ? 'page' : undefined}
              >
                {localeName(one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {barred.map(({ key, obstacle }) => (
        <p class="flag">{`${key} may not be used: ${obstacle === null ? '' : obstacleSentence[obstacle]}`}</p>
      ))}
      {text === undefined ? (
        <p>There is no text in this language. Readers see the English one, marked as English.</p>
      ) : (
        <div class="text" lang={locale}>
          <h3>{text.title}</h3>
          {[text.ask, ...text.reasons, ...text.law].map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </div>
      )}
    </section>
  );
}
