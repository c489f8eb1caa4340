import { AuthForbidden, AuthInvalid, AuthRequired } from './access/access.errors.js';
import type { ApiIdentity } from './platform/openapi/document.js';

/** What applies to the whole API. Its version follows the promises of docs/api.md; docs/api-changelog.md lists the changes. */
export const apiIdentity: ApiIdentity = {
  version: '1.0.0',
  title: 'Demarche',
  description:
    'Petitions, letters to ministries and the ledger of two treaties: the Anti-Personnel Mine Ban Convention (Ottawa) and the Convention on ' +
    'Cluster Munitions. Paths under `/api/v1` are stable: what exists stays, fields may be added, and clients must ignore unknown fields. ' +
    'Errors are RFC 9457 with a stable `code`. Times are UTC, days are `YYYY-MM-DD`.',
  tags: [
    { name: 'Petitions', description: 'Signing, writing letters, and the published numbers.' },
    {
      name: 'Treaty ledger',
      description: 'Which State is party to which convention, since when, with sources. Open data.',
    },
    { name: 'Claims', description: 'The facts our texts may use, with sources.' },
    { name: 'Updates', description: 'What the campaign tells its supporters; drafts need a token.' },
    { name: 'Demands', description: 'What the campaign asks, of whom, by when, and what has become of it.' },
    { name: 'Supporters', description: 'For the campaign’s own systems, with a token.' },
    { name: 'OSDI', description: 'The same in terms of the Open Supporter Data Interface 1.2, as HAL.' },
    { name: 'Feeds', description: 'For calendars and feed readers.' },
    { name: 'Operation', description: 'For load balancers, monitoring and tools.' },
  ],
  tokenErrors: (scope) => [new AuthRequired(), new AuthInvalid(), new AuthForbidden(scope)],
};
