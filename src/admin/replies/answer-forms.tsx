import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Answer } from '../../replies/answers/answers.service.js';
import { answerMedia, codebook, stances, stanceWords, type Reading } from '../../replies/answers/stances.values.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Select } from '../frame/fields.js';
import { Csrf } from '../frame/layout.js';
import { capital, longDay, optionsOf } from '../frame/words.js';
import { utcDay } from '../../platform/clock.js';

interface AnswerProps {
  staff: SignedIn;
  answer: Answer;
  names: ReadonlyMap<string, string>;
}

/** One reply, its assessments, and possible actions. */
export function AnswerCard({ staff, answer, names }: AnswerProps): VNode {
  const { id, iso, medium, receivedOn, quote, locale, fileReference, codings, reading, publishedAt } = answer;
  return (
    <section class="card" id={`answer-${id}`}>
      <h2>{`${capital(medium)} of ${longDay(utcDay(receivedOn))}: ${readingText(reading)}`}</h2>
      <blockquote lang={locale} class="lines">
        {quote}
      </blockquote>
      {fileReference !== null && <p class="quiet">File: {fileReference}</p>}
      {codings.length > 0 && (
        <ul>
          {codings.map((coding) => (
            <li>
              {names.get(coding.coder) ?? coding.coder}: {stanceWords[coding.stance]}
              {!coding.holds && ' (before)'}
              {coding.note !== null && <span class="quiet"> {coding.note}</span>}
            </li>
          ))}
        </ul>
      )}
      {may(staff.role, 'letters:approve') && <CodingForm staff={staff} answer={answer} />}
      {may(staff.role, 'letters:approve') && (reading.status === 'agreed' || publishedAt !== null) && (
        <form method="post" action={`/admin/answers/${iso}/${id}/publish`}>
          <Csrf staff={staff} />
          <input type="hidden" name="shown" value={publishedAt === null ? 'yes' : 'no'} />
          <button class="button small" type="submit">
            {publishedAt === null ? 'Publish quotation' : 'Unpublish'}
          </button>
        </form>
      )}
    </section>
  );
}

function CodingForm({ staff, answer: { id, iso } }: Pick<AnswerProps, 'staff' | 'answer'>): VNode {
  return (
    <form method="post" action={`/admin/answers/${iso}/${id}/code`}>
      <Csrf staff={staff} />
      <details>
        <summary>Codebook</summary>
        <dl>
          {stances.map((stance) => (
            <>
              <dt>{stanceWords[stance]}</dt>
              <dd>{codebook[stance]}</dd>
            </>
          ))}
        </dl>
      </details>
      <p>
        <label for={`stance-${id}`}>Assessment</label>{' '}
        <select id={`stance-${id}`} name="stance">
          {stances.map((stance) => (
            <option value={stance}>{stanceWords[stance]}</option>
          ))}
        </select>{' '}
        <label for={`note-${id}`}>because</label> <input id={`note-${id}`} name="note" autoComplete="off" />{' '}
        <button class="button small" type="submit">
          Save assessment
        </button>
      </p>
    </form>
  );
}

interface AnswerFormProps {
  staff: SignedIn;
  iso: string;
  letters: readonly { id: string; reference: string }[];
  refused: Refused | undefined;
}

/** Records a reply, whatever way it came. */
export function AnswerForm({ staff, iso, letters, refused }: AnswerFormProps): VNode {
  const faults = refused?.faults ?? [];
  const input = refused?.input ?? {};
  const answered = [
    { value: '', label: 'none of them' },
    ...letters.map(({ id, reference }) => ({ value: id, label: reference })),
  ];
  return (
    <form class="card" id="record" method="post" action={`/admin/answers/${iso}`}>
      <h2>Record a reply</h2>
      <Csrf staff={staff} />
      {input.inboundMailId !== undefined && <input type="hidden" name="inboundMailId" value={input.inboundMailId} />}
      <div class="filters">
        <Field name="receivedOn" label="Received on" type="date" value={input.receivedOn} faults={faults} />
        <Select name="medium" label="By" options={optionsOf(answerMedia)} value={input.medium} faults={faults} />
        <Select
          name="letterId"
          label="It answers"
          options={answered}
          value={input.letterId ?? letters[0]?.id}
          faults={faults}
        />
        <Field name="locale" label="Language (code)" value={input.locale ?? 'en'} faults={faults} />
      </div>
      <Area name="quote" label="Key quotation (verbatim)" value={input.quote} faults={faults} />
      <Field name="fileReference" label="Location of the full document" value={input.fileReference} faults={faults} />
      <button class="button small" type="submit">
        Record reply
      </button>
    </form>
  );
}

const readingText = (reading: Reading): string =>
  'stance' in reading
    ? `${stanceWords[reading.stance]}${reading.status === 'provisional' ? ', says one person' : ''}`
    : reading.status;
