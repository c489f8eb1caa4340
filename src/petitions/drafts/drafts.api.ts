import type { OperationDescription } from '../../platform/openapi/operation.js';
import { InvalidInput } from '../../platform/errors.js';
import { CampaignNotFound } from '../../campaigns/campaigns.errors.js';
import { PetitionNotFound } from '../petitions.errors.js';
import { SlugTaken } from '../settings/settings.errors.js';
import { shownDraft } from './drafts-api.schema.js';
import { DraftChanged } from './drafts.errors.js';

const tag = 'Petitions';
const scope = 'petitions:write';
const onlyPeople = 'Publishing stays with people, who find the draft among the petitions of the staff pages.';

export const createPetition: OperationDescription = {
  id: 'createPetition',
  tag,
  scope,
  summary: 'Begin a petition as a draft',
  detail: `Not public. ${onlyPeople}`,
  answers: { 201: { description: 'The draft, with English still to be written.', schema: shownDraft } },
  errors: [new CampaignNotFound(), new PetitionNotFound(), new SlugTaken()],
};

export const getDraft: OperationDescription = {
  id: 'getPetitionDraft',
  tag,
  scope,
  summary: 'The texts of a petition as staff work on them',
  answers: {
    200: { description: 'The draft; what is published where nobody has changed anything.', schema: shownDraft },
  },
  errors: [new PetitionNotFound()],
};

export const saveDraftText: OperationDescription = {
  id: 'savePetitionDraftText',
  tag,
  scope,
  summary: 'Write one language of the draft',
  detail: `Name the \`revision\` you have read: where somebody has saved since, nothing is overwritten. ${onlyPeople}`,
  answers: { 200: { description: 'The draft.', schema: shownDraft } },
  errors: [
    new PetitionNotFound(),
    new DraftChanged(),
    new InvalidInput([
      { pointer: '/sections', code: 'block.picture_alt', detail: 'has a picture without a description' },
    ]),
  ],
};
