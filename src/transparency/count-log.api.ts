import type { OperationDescription } from '../platform/openapi/operation.js';
import { PetitionNotFound } from '../petitions/petitions.errors.js';
import { publicLog } from './count-log.schema.js';
import { LogNotFound } from './transparency.errors.js';

export const getLog: OperationDescription = {
  id: 'getPetitionLog',
  tag: 'Petitions',
  cached: true,
  summary: 'The public log that proves the number: where it is and how far it goes',
  detail:
    'The files follow C2SP tlog-tiles. 404 until the first checkpoint, about a minute after the petition is published.',
  answers: { 200: { description: 'The log.', schema: publicLog } },
  errors: [new PetitionNotFound(), new LogNotFound()],
};
