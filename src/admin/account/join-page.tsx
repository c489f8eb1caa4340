import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import { Field, Problem } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';

export interface JoinProps {
  title: string;
  intro: string;
  /** Fixed for an invitation; the first owner types it. */
  invited?: string;
  input: { name?: string; email?: string };
  faults: readonly Fault[];
  problem?: string | undefined;
}

/** The form behind a set-up or an invitation link: name, address and password. */
export const JoinPage = ({ title, intro, invited, input, faults, problem }: JoinProps): VNode => (
  <Layout title={title} staff={null}>
    <p>{intro}</p>
    <form class="card" method="post">
      <Problem message={problem ?? (faults.length > 0 ? 'Please check the marked fields.' : null)} />
      <Field name="name" label="Name" value={input.name} faults={faults} autoComplete="name" required />
      {invited === undefined ? (
        <Field
          name="email"
          label="Email address"
          type="email"
          value={input.email}
          faults={faults}
          autoComplete="username"
          required
        />
      ) : (
        <>
          <p>
            Email address: <strong>{invited}</strong>
          </p>
          <input type="hidden" name="username" value={invited} autoComplete="username" />
        </>
      )}
      <Field
        name="password"
        label="Password"
        type="password"
        faults={faults}
        help="At least 12 characters. A sentence you remember is fine."
        autoComplete="new-password"
        required
      />
      <button class="button" type="submit">
        Create account
      </button>
    </form>
  </Layout>
);
