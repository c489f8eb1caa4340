import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { ApiDescription } from '../../platform/openapi/api-document.js';
import { OperationEntry, type OperationView } from './api-operation.js';
import { inCode } from './in-code.js';
import { Layout } from './layout.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The API for developers: English, generated from the same document that clients read. */
export function ApiDocsPage({
  locale,
  canonical,
  api,
}: {
  locale: Locale;
  canonical: string;
  api: ApiDescription;
}): VNode {
  const operations = operationsOf(api);
  const tags = (api.tags ?? []).filter(({ name }) => operations.some(({ operation }) => operation.tags?.[0] === name));
  const title = `API ${api.info.version}`;
  return (
    <Layout
      locale={locale}
      title={title}
      description={api.info.description ?? ''}
      path="/api/docs"
      canonical={canonical}
    >
      <div lang="en" class="api">
        <h1>{title}</h1>
        <p class="lead">{inCode(api.info.description ?? '')}</p>
        <ul>
          <li>
            As a document for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI {api.openapi})
          </li>
          <li>
            A token goes into the header <code>Authorization: Bearer …</code>; staff make it with{' '}
            <code>npm run cli -- token:create</code>, and it can do what its scopes say.
          </li>
          <li>
            Answers with an ETag may be asked for again with <code>If-None-Match</code>: <code>304</code> when nothing
            has changed.
          </li>
          <li>
            Over a limit the answer is <code>429</code>, when we are overloaded <code>503</code>; both say in{' '}
            <code>Retry-After</code> when to come back.
          </li>
        </ul>
        <nav aria-label="Operations">
          {tags.map(({ name }) => (
            <section>
              <h2 class="minor">{name}</h2>
              <ul>
                {of(name, operations).map(({ method, path, operation }) => (
                  <li>
                    <a href={`#${operation.operationId ?? ''}`}>
                      <code>
                        {method.toUpperCase()} {path}
                      </code>
                    </a>{' '}
                    {operation.summary}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        {tags.map(({ name, description }) => (
          <section>
            <h2>{name}</h2>
            <p>{description}</p>
            {of(name, operations).map((entry) => (
              <OperationEntry {...entry} />
            ))}
          </section>
        ))}
      </div>
    </Layout>
  );
}

const of = (tag: string, operations: readonly OperationView[]): OperationView[] =>
  operations.filter(({ operation }) => operation.tags?.[0] === tag);

const operationsOf = (api: ApiDescription): OperationView[] =>
  Object.entries(api.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation, schemas: api.components?.schemas ?? {} }] : [];
    }),
  );
