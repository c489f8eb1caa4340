import type { VNode } from 'preact';
import type { ApiOperation } from '../../platform/openapi/api-document.js';
import { inCode } from './in-code.js';

export interface OperationView {
  method: string;
  path: string;
  operation: ApiOperation;
  /** The named schemas of the document. */
  schemas: Readonly<Record<string, unknown>>;
}

/** What the document says about a schema, in one line. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  anyOf?: Schema[];
  items?: Schema;
  default?: unknown;
  maxLength?: number;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}
interface Field {
  name: string;
  place: string;
  required?: boolean;
  schema?: Schema;
}
interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}
interface Answer {
  description: string;
  content?: Record<string, Media>;
}

/** One operation: input, responses, and an example of each. */
export function OperationEntry({ method, path, operation, schemas }: OperationView): VNode {
  const { operationId = '', summary, description } = operation;
  const scope = operation['x-scope'];
  const parameters = (operation.parameters ?? []) as (Omit<Field, 'place'> & { in: string })[];
  const body = (operation.requestBody as { content?: Record<string, Media> } | undefined)?.content;
  const fields = [
    ...parameters.map(({ in: place, ...parameter }) => ({ place, ...parameter })),
    ...bodyFields(Object.values(body ?? {})[0]?.schema, schemas),
  ];
  const answers = Object.entries(operation.responses as Record<string, Answer>);
  return (
    <article id={operationId} class="operation">
      <h3>
        <code>
          {method.toUpperCase()} {path}
        </code>
      </h3>
      <p>
        <strong>{summary}.</strong> {inCode(description ?? '')}
      </p>
      {scope && (
        <p>
          Needs a token with the scope <code>{scope}</code>.
        </p>
      )}
      {fields.length > 0 && <FieldTable of={operationId} fields={fields} />}
      {body && <Example label="Body" content={body} />}
      <dl>
        {answers.map(([status, { description: meaning }]) => (
          <>
            <dt>
              <code>{status}</code>
            </dt>
            <dd>{inCode(meaning)}</dd>
          </>
        ))}
      </dl>
      {answers
        .filter(([status, { content }]) => status < '300' && content)
        .map(([status, { content = {} }]) => (
          <Example label={`Answer ${status}`} content={content} />
        ))}
    </article>
  );
}

function FieldTable({ of, fields }: { of: string; fields: readonly Field[] }): VNode {
  return (
    <div class="scroll" role="region" aria-label={`What ${of} takes`} tabindex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, place, required, schema }) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{place}</td>
              <td>
                {required ? 'required; ' : ''}
                {kindOf(schema)}
                {schema?.description ? `. ${schema.description}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The fields of an object body; other bodies are only shown by their example. */
function bodyFields(body: Schema | undefined, schemas: OperationView['schemas']): Field[] {
  const schema = (body?.$ref ? schemas[body.$ref.split('/').at(-1) ?? ''] : body) as Schema | undefined;
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    place: 'body',
    required: schema?.required?.includes(name) ?? false,
    schema: property,
  }));
}

function Example({ label, content }: { label: string; content: Record<string, Media> }): VNode {
  return (
    <>
      {Object.entries(content).map(([type, { schema, example }]) =>
        example === undefined ? (
          <p>
            {label}, <code>{type}</code>: {inCode(schema?.description ?? '')}
          </p>
        ) : (
          <details>
            <summary>
              {label}, <code>{type}</code>
            </summary>
            <pre tabindex={0}>
              <code>{JSON.stringify(example, null, 2)}</code>
            </pre>
          </details>
        ),
      )}
    </>
  );
}

function kindOf(schema: Schema = {}): string {
  const kind = schema.enum
    ? schema.enum.map(String).join(' | ')
    : (schema.anyOf?.map((one) => kindOf(one)).join(' or ') ??
      [schema.type, schema.format].flat().filter(Boolean).join(', '));
  const extent =
    schema.maxLength === undefined || schema.description !== undefined
      ? ''
      : `, at most ${schema.maxLength} characters`;
  return `${kind}${extent}${schema.default === undefined ? '' : `; ${JSON.stringify(schema.default)} by default`}`;
}
