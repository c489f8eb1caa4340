import type { OpenAPIObject } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { inCode } from './in-code.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

export interface OperationView {
  method: string;
  path: string;
  operation: Operation;
}

/** What the document says of a schema where a page has room for one line. */
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

/** One operation: what it takes, what it answers, and an example of each. */
export function OperationEntry({ method, path, operation }: OperationView): VNode {
  const { operationId = '', summary, description } = operation;
  const scope = (operation as { 'x-scope'?: string })['x-scope'];
  const parameters = (operation.parameters ?? []) as { name: string; in: string; required?: boolean; schema?: Schema }[];
  const body = (operation.requestBody as { content?: Record<string, Media> } | undefined)?.content;
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
      {parameters.length > 0 && (
        <div class="scroll" role="region" aria-label={`Parameters of ${operationId}`} tabindex={0}>
          <table>
            <caption>Parameters</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">In</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map(({ name, in: place, required, schema }) => (
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
      )}
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
    : (schema.anyOf?.map((one) => kindOf(one)).join(' or ') ?? [schema.type, schema.format].flat().filter(Boolean).join(', '));
  const extent = schema.maxLength === undefined ? '' : `, at most ${schema.maxLength} characters`;
  return `${kind}${extent}${schema.default === undefined ? '' : `; ${JSON.stringify(schema.default)} unless told`}`;
}
