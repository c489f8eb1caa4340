import type { OperationDescription } from '../platform/openapi/operation.js';
import { PetitionNotFound } from '../petitions/petitions.errors.js';
import { TooLargeForWorkbook, TooManyExports } from './export.errors.js';

export const exportSupporters: OperationDescription = {
  id: 'exportSupporters',
  tag: 'Supporters',
  scope: 'supporters:export',
  summary: 'A supporter list as a file',
  detail:
    'Streamed. Lists made for a purpose contain only people whose consent to that purpose is in force. Every export is recorded; ' +
    'the header `x-export-id` identifies it.',
  answers: {
    200: {
      description:
        'The list. It is complete only when its last line has arrived: compare with the manifest on the page of exports.',
      others: {
        'text/csv':
          'RFC 4180, UTF-8, a header line; a value that a spreadsheet would read as a formula gets one apostrophe in front.',
        'application/x-ndjson': 'One JSON object per line.',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'A workbook.',
      },
    },
  },
  errors: [new PetitionNotFound(), new TooManyExports(2), new TooLargeForWorkbook()],
};
