import { InvalidInput } from '../platform/errors.js';
import type { OperationDescription } from '../platform/openapi/operation.js';
import { PetitionClosed, PetitionNotFound, PetitionNotOpen, ProofOfWorkMissing } from './petitions.errors.js';
import { petitionVersions } from './versions/versions.schema.js';
import { TooManySignups } from '../supporters/signup-guard.errors.js';
import { proofOfWorkChallenge } from '../supporters/proof-of-work.schema.js';
import { countIntegrity, petitionCount, petitionList, publicPetition, signatureReceipt } from './petitions.schema.js';

const tag = 'Petitions';

export const listPetitions: OperationDescription = {
  id: 'listPetitions',
  tag,
  cached: true,
  summary: 'All petitions',
  answers: { 200: { description: 'In order of creation.', schema: petitionList } },
};

export const getPetition: OperationDescription = {
  id: 'getPetition',
  tag,
  cached: true,
  summary: 'One petition: statistics, and what it asks people to agree to',
  detail: 'CORS: open to the websites listed for the petition.',
  answers: { 200: { description: 'The petition.', schema: publicPetition } },
  errors: [new PetitionNotFound()],
};

export const getCount: OperationDescription = {
  id: 'getPetitionCount',
  tag,
  cached: true,
  summary: 'Only the number, for pages that poll',
  detail: 'Confirmed signatures only. CORS: open to the websites listed for the petition.',
  answers: { 200: { description: 'The number.', schema: petitionCount } },
  errors: [new PetitionNotFound()],
};

export const getIntegrity: OperationDescription = {
  id: 'getPetitionIntegrity',
  tag,
  cached: true,
  summary: 'How many signatures are counted, how many are not, and why',
  answers: { 200: { description: 'The denominators.', schema: countIntegrity } },
  errors: [new PetitionNotFound()],
};

export const listVersions: OperationDescription = {
  id: 'listPetitionVersions',
  tag,
  cached: true,
  summary: 'Everything the petition said, version by version',
  detail: 'The newest first. `hash` is the SHA-256 of the canonical JSON (RFC 8785) of `content`.',
  answers: { 200: { description: 'The versions.', schema: petitionVersions } },
  errors: [new PetitionNotFound()],
};

export const signPetition: OperationDescription = {
  id: 'signPetition',
  tag,
  summary: 'Sign',
  detail:
    'The signer gets an email and counts once the link in it was followed. The response is the same for everybody who is not refused, so that it does not reveal who has signed. ' +
    'Without a solved proof of work the limits are lower. CORS: open to the websites listed for the petition.',
  answers: {
    202: {
      description: 'Stored. An email is on its way, unless this mailbox has reached its limit.',
      schema: signatureReceipt,
    },
  },
  errors: [
    new PetitionNotFound(),
    new PetitionClosed('open-the-archive'),
    new PetitionNotOpen('open-the-archive', '2027-01-01'),
    new InvalidInput([
      {
        pointer: '/consents/0',
        code: 'consent.unknown_wording',
        detail: 'is not a purpose and wording this petition offers now',
      },
    ]),
    new ProofOfWorkMissing(),
    new TooManySignups(600),
  ],
};

export const getChallenge: OperationDescription = {
  id: 'getChallenge',
  tag,
  summary: 'A proof-of-work challenge in the ALTCHA format',
  detail:
    'Find the number for which SHA-256 of salt and number is the challenge, and send the solution with the sign-up. Single use, valid for twenty minutes.',
  answers: { 200: { description: 'The challenge.', schema: proofOfWorkChallenge } },
};
