import type { OperationDescription } from '../../platform/openapi/operation.js';
import { PetitionNotFound } from '../../petitions/petitions.errors.js';
import { CursorExpired, PurposeUnknown } from './changes.errors.js';
import { changesPage } from './changes.schema.js';

export const listChanges: OperationDescription = {
  id: 'listSupporterChanges',
  tag: 'Supporters',
  scope: 'supporters:export',
  summary: 'Who agrees to a purpose, and what has changed of it since the last call',
  detail:
    'For keeping a newsletter tool or a database of contacts up to date. Start without a cursor: first everybody who agrees is told, page by page, then what ' +
    'changes. Only people with the consent in force are told with their data; who withdrew, was erased or does not count any more is told once with `agrees: false`. ' +
    'A change may be told twice, none is left out, and what is told holds at that moment.',
  answers: { 200: { description: 'At most `limit` changes, and where to go on.', schema: changesPage } },
  errors: [new PetitionNotFound(), new PurposeUnknown(), new CursorExpired()],
};
