import { z } from 'zod';
import { PetitionNotFound } from '../petitions/petitions.errors.js';
import type { OperationDescription } from '../platform/openapi/operation.js';
import { embeddedForm } from './embed.schema.js';

const openApi = z
  .looseObject({ openapi: z.string(), info: z.looseObject({ title: z.string(), version: z.string() }) })
  .meta({ id: 'OpenApi', examples: [{ openapi: '3.1.0', info: { title: 'Demarche', version: '1.0.0' } }] });

export const getForm: OperationDescription = {
  id: 'getPetitionForm',
  tag: 'Petitions',
  cached: true,
  summary: 'The sign-up form for a page of another website: words, consents, countries',
  detail:
    'What the web component of `embed.js` draws. Open to pages of the websites that are listed for the petition (CORS).',
  answers: { 200: { description: 'In the language asked for.', schema: embeddedForm } },
  errors: [new PetitionNotFound()],
};

export const getCalendar: OperationDescription = {
  id: 'getCalendar',
  tag: 'Feeds',
  cached: true,
  summary: 'The campaign’s published dates for calendar programs',
  answers: {
    200: { description: 'RFC 5545.', others: { 'text/calendar': 'One VEVENT a date; its UID stays the same.' } },
  },
};

export const getChanges: OperationDescription = {
  id: 'getLedgerFeed',
  tag: 'Feeds',
  cached: true,
  summary: 'The latest changes of the treaty ledger for feed readers',
  answers: {
    200: {
      description: 'RFC 4287.',
      others: { 'application/atom+xml': 'The latest fifty; the id of an entry stays the same.' },
    },
  },
};

export const getDemandsFeed: OperationDescription = {
  id: 'getDemandsFeed',
  tag: 'Feeds',
  cached: true,
  summary: 'What happened around the demands, for feed readers',
  answers: {
    200: {
      description: 'RFC 4287.',
      others: { 'application/atom+xml': 'The latest fifty; the id of an entry stays the same.' },
    },
  },
};

export const getUpdatesFeed: OperationDescription = {
  id: 'getUpdatesFeed',
  tag: 'Feeds',
  cached: true,
  summary: 'What the campaign tells its supporters, for feed readers',
  answers: {
    200: {
      description: 'RFC 4287.',
      others: { 'application/atom+xml': 'The latest fifty; a correction keeps the id of its entry.' },
    },
  },
};

export const getDocument: OperationDescription = {
  id: 'getOpenApi',
  tag: 'Operation',
  cached: true,
  summary: 'This document',
  answers: { 200: { description: 'OpenAPI 3.1.', schema: openApi } },
};
