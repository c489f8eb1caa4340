import type { OperationDescription } from '../../platform/openapi/operation.js';
import { PetitionNotFound } from '../../petitions/petitions.errors.js';
import { CursorExpired, PurposeUnknown } from './changes.errors.js';
import { changesPage } from './changes.schema.js';

export const listChanges: OperationDescription = {
  id: 'listSupporterChanges',
  tag: 'Supporters',
  scope: 'supporters:export',
  summary: 'People who consent to a purpose, and changes since the last call',
  detail:
    'For keeping a newsletter tool or a contact database up to date. Start without a cursor: first everybody who consents is listed, page by page, then what ' +
    'changes. Only people whose consent is in force are listed with their data; anyone who withdrew, was erased or no longer counts is reported once with `agrees: false`. ' +
    'A change may be reported twice, none is left out, and each report reflects the current state.',
  answers: { 200: { description: 'At most `limit` changes, and the next cursor.', schema: changesPage } },
  errors: [new PetitionNotFound(), new PurposeUnknown(), new CursorExpired()],
};
