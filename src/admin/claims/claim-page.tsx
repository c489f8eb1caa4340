import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';
import { CheckForm, RetireForm, type ClaimProps } from './claim-forms.js';
import { DaysOf, markText, SourcesOf, StandingOf } from './claim-words.js';
import { DoneNotice } from '../frame/action.js';
import { RefusedBelow } from '../frame/fields.js';
import { Instant, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { Table } from '../frame/table.js';
import { capital } from '../frame/words.js';

const notices: Record<string, string> = {
  checked: 'The check is recorded.',
  retired: 'The claim is retired. Every text that uses it is marked below.',
};

/** Everything about one claim, and the two things a person can do with it. */
export function ClaimPage(props: ClaimProps): VNode {
  const { staff, claim, refused, done } = props;
  return (
    <Layout
      title={`Claim ${claim.key}`}
      staff={staff}
      path="/admin/claims"
      crumbs={[]}
      primary={
        claim.retiredAt === null ? { href: '#check', label: 'Record a check', permission: 'claims:review' } : undefined
      }
    >
      <Words of={['claim', 'verdict', 'retired']} />
      <DoneNotice done={done} texts={notices} />
      <RefusedBelow refused={refused} form={refused && 'reason' in refused.input ? 'retire' : 'check'} />
      <p class="lead">{claim.statement}</p>
      <Facts {...props} />
      <h2>Wordings for the public</h2>
      {Object.keys(claim.texts).length === 0 && <p class="notice">No public wording has been released.</p>}
      {writtenLocales.map(
        (locale) =>
          claim.texts[locale] && <Wording name={localeName(locale)} locale={locale} text={claim.texts[locale]} />,
      )}
      <Uses claim={claim} />
      <History {...props} />
      {may(staff.role, 'claims:review') && claim.retiredAt === null && (
        <>
          <CheckForm {...props} />
          <RetireForm {...props} />
        </>
      )}
    </Layout>
  );
}

const Facts = ({ claim, names }: ClaimProps): VNode => (
  <dl class="details">
    {(
      [
        ['Kind', capital(claim.type)],
        ['Verdict', <StandingOf claim={claim} />],
        ['Correct fact', claim.correctFact],
        ['What to do', claim.action],
        ['Sources', <SourcesOf claim={claim} />],
        ['Days', <DaysOf claim={claim} />],
        ['Last reviewer', names.get(claim.reviewer) ?? claim.reviewer],
      ] as const
    ).map(([term, content]) => (
      <div>
        <dt>{term}</dt>
        <dd>{content}</dd>
      </div>
    ))}
  </dl>
);

const Wording = ({ name, locale, text }: { name: string; locale: string; text: string }): VNode => (
  <>
    <h3>{name}</h3>
    <p class="text" lang={locale}>
      {text}
    </p>
  </>
);

const places: Record<string, (place: string) => string> = {
  petition: (slug) => `/petitions/${slug}`,
  campaign_text: (slug) => `/admin/texts/${slug}/preview`,
  demand: (slug) => `/admin/demands/${slug}`,
  update: (slug) => `/admin/updates/${slug}`,
};

const Uses = ({ claim }: { claim: StaffClaim }): VNode => (
  <section id="uses">
    <h2>Where it is used</h2>
    {claim.uses.length === 0 && <p class="notice">Nowhere.</p>}
    {claim.uses.length > 0 && (
      <Table
        label="Texts that use this claim"
        columns={['Text', 'Language', 'Mark']}
        rows={claim.uses.map(({ kind, place, locale, markedAt, markedFor }) => ({
          mark: markedAt === null ? undefined : 'warn',
          cells: [
            <a href={places[kind]?.(place) ?? '/admin'}>{`${capital(kind.replaceAll('_', ' '))} “${place}”`}</a>,
            locale,
            markedAt === null ? (
              'none'
            ) : (
              <>
                <strong>Marked</strong> <Instant at={markedAt} />: {markText(markedFor)}
              </>
            ),
          ],
        }))}
      />
    )}
  </section>
);

const History = ({ claim, names }: ClaimProps): VNode => (
  <section>
    <h2>History of checks</h2>
    {claim.reviews.length === 0 && <p class="notice">It has not been checked since it was loaded with the software.</p>}
    {claim.reviews.length > 0 && (
      <Table
        label="Checks"
        columns={['When', 'Who', 'What', 'Note']}
        rows={claim.reviews.map(({ decision, verdict, note, reviewedBy, reviewedAt }) => ({
          cells: [
            <Instant at={reviewedAt} />,
            names.get(reviewedBy) ?? reviewedBy,
            `${decision}: ${verdict.replaceAll('_', ' ')}`,
            note,
          ],
        }))}
      />
    )}
  </section>
);
