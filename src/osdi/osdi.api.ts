import { z } from 'zod';
import type { Scope } from '../access/scopes.js';
import type { DomainError } from '../platform/errors.js';
import { NewsletterNotOffered, PersonUnsubscribed } from '../petitions/contacts/contacts.errors.js';
import { PetitionClosed, PetitionNotOpen, ProofOfWorkMissing } from '../petitions/petitions.errors.js';
import { TooManySignups } from '../supporters/signup-guard.errors.js';
import { problemOf } from '../platform/http/problem.js';
import type { ErrorFormat, OperationDescription } from '../platform/openapi/operation.js';
import { TagUnknown } from '../supporters/tags.errors.js';
import { BodyRefused, FilterRefused, ResourceNotFound, SignatureSetAside } from './osdi.errors.js';
import { osdiProblems } from './osdi-problems.js';
import {
  blind,
  collectionOf,
  entryPoint as entryPointShape,
  notice,
  osdiError,
  pointers,
  resources,
  type CollectionName,
  type ResourceName,
} from './resources.schema.js';

const types = ['application/hal+json'];

const errorFormat: ErrorFormat = {
  type: 'application/hal+json',
  schema: osdiError,
  body: (error: DomainError) =>
    osdiProblems.write({ ...problemOf(error), status: osdiProblems.statusOf(error.httpStatus) }),
  codeAt: ['osdi:error', 'resource_status', 0, 'error_descriptions', 0, 'error_code'],
  statusOf: osdiProblems.statusOf,
};

const common = (description: string, schema: z.ZodType, scope: Scope | undefined, errors: readonly DomainError[]) => ({
  tag: 'OSDI',
  errorFormat,
  answers: { 200: { types, description, schema } },
  errors,
  ...(scope && { scope }),
});

const badBody = new BodyRefused('Something in the body is not possible; none of it was done.');
const gone = new ResourceNotFound();
/** Errors of entering people, signatures and letters. */
const obstacles = [badBody, new TagUnknown(), new PersonUnsubscribed(), new NewsletterNotOffered()];
const closed = [
  new PetitionClosed('open-the-archive'),
  new PetitionNotOpen('open-the-archive', '2027-01-01'),
  new ProofOfWorkMissing(),
  new TooManySignups(600),
];

const page = (id: string, name: CollectionName, summary: string, scope?: Scope): OperationDescription => ({
  id,
  summary,
  ...common('One page; past the last one it is empty.', collectionOf(name), scope, [
    new FilterRefused('cannot be read'),
    gone,
  ]),
});

const one = (id: string, name: ResourceName, summary: string, scope?: Scope): OperationDescription => ({
  id,
  summary,
  ...common('The resource.', resources[name], scope, [gone]),
});

/** Operations of API clients with a token. */
const action = (id: string, name: ResourceName, summary: string): OperationDescription => ({
  id,
  summary,
  anyMediaType: true,
  ...common(
    'The resource; `{}` for a client that may not read persons.',
    z.union([resources[name], blind]),
    'supporters:write',
    [...obstacles, gone],
  ),
});

/** Operations open to unauthenticated clients too. */
const help = (id: string, name: ResourceName, summary: string): OperationDescription => ({
  id,
  summary,
  detail:
    'Without a token the response is always `{}`. With one or without, nothing counts before it was confirmed from the mailbox.',
  anyMediaType: true,
  scopeWithToken: 'supporters:write',
  ...common(
    'With a token that may read, the resource; else `{}`.',
    z.union([resources[name], pointers, blind]),
    undefined,
    [...obstacles, ...closed, gone, new SignatureSetAside()],
  ),
});

export const entryPoint: OperationDescription = {
  id: 'osdiEntryPoint',
  summary: 'Entry point of OSDI clients',
  detail:
    'Everything else is found by its links. How to connect, and where this differs from other servers, is behind the link `docs`.',
  ...common('The entry point.', entryPointShape, undefined, []),
};

const people = 'supporters:read';
export const listPeople = page('osdiListPeople', 'people', 'Everybody who signed, wrote or signed up', people);
export const getPerson = one('osdiGetPerson', 'person', 'One person', people);
export const signUp = help('osdiSignUp', 'person', 'Sign a person up');
export const changePerson = action(
  'osdiChangePerson',
  'person',
  'Change the details of a person, or stop the newsletter',
);
export const listPersonSignatures = page('osdiListPersonSignatures', 'signatures', 'What a person has signed', people);
export const listPersonOutreaches = page('osdiListPersonOutreaches', 'outreaches', 'What a person has written', people);
export const listPersonTaggings = page('osdiListPersonTaggings', 'taggings', 'The tags of a person', people);
export const listPersonItems = page('osdiListPersonItems', 'items', 'The lists a person is in', people);
export const listPetitions = page('osdiListPetitions', 'petitions', 'The petitions');
export const getPetition = one('osdiGetPetition', 'petition', 'One petition');
export const listSignatures = page('osdiListSignatures', 'signatures', 'All signatures', people);
export const getSignature = one('osdiGetSignature', 'signature', 'One signature', people);
export const listPetitionSignatures = page(
  'osdiListPetitionSignatures',
  'signatures',
  'The signatures of a petition',
  people,
);
export const recordSignature = help('osdiRecordSignature', 'signature', 'Sign a petition');
export const listCampaigns = page('osdiListCampaigns', 'advocacy_campaigns', 'Campaigns one can write letters for');
export const getCampaign = one('osdiGetCampaign', 'advocacy_campaign', 'One such campaign');
export const listOutreaches = page('osdiListOutreaches', 'outreaches', 'All supporter letters', people);
export const getOutreach = one('osdiGetOutreach', 'outreach', 'One supporter letter', people);
export const listCampaignOutreaches = page(
  'osdiListCampaignOutreaches',
  'outreaches',
  'The letters of a campaign',
  people,
);
export const recordOutreach = help('osdiRecordOutreach', 'outreach', 'Write a letter to a ministry');
export const listTags = page('osdiListTags', 'tags', 'All tags', people);
export const getTag = one('osdiGetTag', 'tag', 'One tag', people);
export const createTag = action('osdiCreateTag', 'tag', 'Create a tag');
export const listTaggings = page('osdiListTaggings', 'taggings', 'People with a tag', people);
export const getTagging = one('osdiGetTagging', 'tagging', 'One tag of one person', people);
export const attachTag = action('osdiAttachTag', 'tagging', 'Add a tag to a person');
export const detachTag: OperationDescription = {
  id: 'osdiDetachTag',
  summary: 'Remove a tag',
  ...common('It is removed.', notice, 'supporters:write', [gone]),
};
export const listLists = page('osdiListLists', 'lists', 'The lists, one per purpose of consent', people);
export const getList = one('osdiGetList', 'list', 'One list', people);
export const listItems = page('osdiListItems', 'items', 'People in a list', people);
export const getItem = one('osdiGetItem', 'item', 'One person in one list', people);
export const listMessages = page(
  'osdiListMessages',
  'messages',
  'Letters to ministries and updates to supporters',
  'letters:read',
);
export const getMessage = one('osdiGetMessage', 'message', 'One mailing of letters, or one update', 'letters:read');
