import { CampaignNotFound } from '../../campaigns/campaigns.errors.js';
import type { OperationDescription } from '../../platform/openapi/operation.js';
import { InvalidInput } from '../../platform/errors.js';
import { publicUpdateDetail, publicUpdates, shownUpdateDraft } from './updates-api.schema.js';
import { UpdateChanged, UpdateNotFound, UpdateSlugTaken, UpdateWithdrawn } from './updates.errors.js';

const tag = 'Updates';
const scope = 'updates:write';
const onlyPeople = 'Publishing and sending stay with people, who find the draft among the updates of the staff pages.';

export const listUpdates: OperationDescription = {
  id: 'listUpdates',
  tag,
  cached: true,
  summary: 'What the campaign tells its supporters',
  answers: { 200: { description: 'The latest fifty, the newest first.', schema: publicUpdates } },
};

export const getUpdate: OperationDescription = {
  id: 'getUpdate',
  tag,
  cached: true,
  summary: 'One update, with its versions',
  answers: { 200: { description: 'The update.', schema: publicUpdateDetail } },
  errors: [new UpdateNotFound(), new UpdateWithdrawn('')],
};

export const createUpdate: OperationDescription = {
  id: 'createUpdate',
  tag,
  scope,
  summary: 'Begin an update as a draft',
  detail: `Not public. ${onlyPeople}`,
  answers: { 201: { description: 'The draft.', schema: shownUpdateDraft } },
  errors: [new CampaignNotFound(), new UpdateSlugTaken()],
};

export const getUpdateDraft: OperationDescription = {
  id: 'getUpdateDraft',
  tag,
  scope,
  summary: 'The texts of an update as staff work on them',
  answers: {
    200: { description: 'The draft; what is published where nobody has changed anything.', schema: shownUpdateDraft },
  },
  errors: [new UpdateNotFound()],
};

export const saveUpdateText: OperationDescription = {
  id: 'saveUpdateText',
  tag,
  scope,
  summary: 'Write one language of the draft',
  detail: `Name the \`revision\` you have read: where somebody has saved since, nothing is overwritten. ${onlyPeople}`,
  answers: { 200: { description: 'The draft.', schema: shownUpdateDraft } },
  errors: [
    new UpdateNotFound(),
    new UpdateChanged(),
    new InvalidInput([{ pointer: '/text', code: 'block.picture_alt', detail: 'has a picture without a description' }]),
  ],
};
