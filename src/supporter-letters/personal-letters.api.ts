import { InvalidInput } from '../platform/errors.js';
import type { OperationDescription } from '../platform/openapi/operation.js';
import {
  PetitionClosed,
  PetitionNotFound,
  PetitionNotOpen,
  ProofOfWorkMissing,
} from '../petitions/petitions.errors.js';
import { letterVersion } from '../supporters/consents.texts.js';
import { TooManySignups } from '../supporters/signup-guard.errors.js';
import { personalLetterReceipt } from './personal-letters.schema.js';

export const writeLetter: OperationDescription = {
  id: 'writeLetter',
  tag: 'Petitions',
  summary: 'Write a personal letter to a ministry',
  detail:
    'Plain text. The writer gets an email and confirms the letter; then a person reads it before it is forwarded. ' +
    `The consent is to a wording that a form of the campaign shows, or to \`${letterVersion}\`; \`consent.recipient\` is the State of \`to\`.`,
  answers: { 202: { description: 'Stored. An email is on its way.', schema: personalLetterReceipt } },
  errors: [
    new PetitionNotFound(),
    new PetitionClosed('open-the-archive'),
    new PetitionNotOpen('open-the-archive', '2027-01-01'),
    new InvalidInput([{ pointer: '/text', code: 'letter.link', detail: 'has a link or an address in it' }]),
    new ProofOfWorkMissing(),
    new TooManySignups(600),
  ],
};
