import type { Permission } from '../access/roles.js';

/** File formats of a list. */
/** `csv-bom`: CSV with a byte order mark, which some spreadsheet programs need to recognise UTF-8. */
export const exportFormats = ['csv', 'csv-bom', 'ndjson', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * A stored file awaits approval (`awaiting_approval`, `refused`), is queued (`queued`), generated (`running`), can be downloaded (`finished`) and is
 * deleted (`removed`). A streamed one is `running` until its last byte; `aborted` when the reader disconnected. `failed`: we could not continue. Only
 * `finished` and `removed` ones have a reliable row count and checksum.
 */
export const exportStatuses = [
  'awaiting_approval',
  'refused',
  'queued',
  'running',
  'finished',
  'removed',
  'aborted',
  'failed',
] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** Exportable columns of a signature, in the order of every file. */
export const signatureColumns = [
  'signature_id',
  'signed_at',
  'confirmed_at',
  'given_name',
  'family_name',
  'email',
  'country',
  'postal_code',
  'locale',
  'comment',
  'show_name',
  'consents',
  'source',
] as const;
/** Columns a file has on request only, after the others. */
export const furtherColumns = ['version', 'answers'] as const;
export type SignatureColumn = (typeof signatureColumns)[number] | (typeof furtherColumns)[number];

/** Confirmed signatures counted by UTC day of confirmation, country, language and source. */
export const countColumns = ['day', 'country', 'locale', 'source', 'signatures'] as const;

/** Groups smaller than this are counted together, without country, language and source. */
export const smallestGroup = 5;

export interface ExportPreset {
  title: string;
  /** What the list may be used for; part of its manifest. */
  purpose: string;
  permission: Permission;
  columns: readonly string[];
  /** On request only */
  further?: readonly string[];
  /** Only people who have this consent in force; with the recipient where the purpose names one. */
  consent?: 'newsletter' | 'government' | 'partner';
  /** Status and consent can be chosen, and a reason must be given. */
  free?: true;
  personal: boolean;
}

/** A list has a purpose, and shows what the purpose needs and people agreed to. */
export const exportPresets = {
  newsletter: {
    title: 'Newsletter list',
    purpose: 'To send the newsletter to people who asked for it and have not stopped it.',
    permission: 'supporters:export',
    columns: ['email', 'given_name', 'family_name', 'locale', 'country'],
    consent: 'newsletter',
    personal: true,
  },
  delivery: {
    title: 'Delivery list for a government',
    purpose: 'To give names and countries to the one government these people ticked.',
    permission: 'supporters:export',
    columns: ['given_name', 'family_name', 'country'],
    consent: 'government',
    personal: true,
  },
  partner: {
    title: 'List for a partner',
    purpose: 'To give names and addresses to the one organisation these people ticked.',
    permission: 'supporters:export',
    columns: ['given_name', 'family_name', 'email', 'country', 'locale'],
    consent: 'partner',
    personal: true,
  },
  full: {
    title: 'Full list',
    purpose: 'For the reason given, and nothing else.',
    permission: 'supporters:export_full',
    columns: signatureColumns,
    further: furtherColumns,
    free: true,
    personal: true,
  },
  analytics: {
    title: 'Figures',
    purpose: 'Counts without persons, for analysis.',
    permission: 'supporters:export',
    columns: countColumns,
    personal: false,
  },
} as const satisfies Record<string, ExportPreset>;
export type PresetName = keyof typeof exportPresets;
export const presetNames = Object.keys(exportPresets) as [PresetName, ...PresetName[]];
export const presetOf = (name: PresetName): ExportPreset => exportPresets[name];

/** The last column of every stored file with persons: the export it came from. */
export const markColumn = 'export_mark';

/** A larger workbook is no use to anyone, and its archive would need a form of ZIP that not every program reads. */
export const maxWorkbookRows = 5_000_000;
