import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import {
  dateOrders,
  dateOrderWords,
  importFields,
  importFieldWords,
  type ImportField,
  type ImportMapping,
} from '../../imports/import.values.js';
import { localeName, locales } from '../../platform/http/locale.js';
import type { SignatureImport } from '../../imports/imports.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Select } from '../frame/fields.js';
import { Csrf } from '../frame/layout.js';

const help: Partial<Record<ImportField, string>> = {
  country: 'Code or name',
  email: 'People without an email address are identified by name, country and postal code',
  full_name: 'If given and family name are in one column',
  signed_on: 'As people write days; who has none that can be read is taken without',
  newsletter: 'Without this column nobody is subscribed',
};

interface MappingFormProps {
  staff: SignedIn;
  found: SignatureImport;
  mapping: ImportMapping;
  refused?: Refused | undefined;
  /** Path of the import. */
  at: string;
}

/** The mapping of columns, as guessed from their names, for correction. */
export function ImportMappingForm({ staff, found, mapping, refused, at }: MappingFormProps): VNode {
  const options = [
    { value: '', label: '—' },
    ...found.columns.map((label, index) => ({ value: String(index), label })),
  ];
  const faults = refused?.faults ?? [];
  const typed = refused && Object.keys(refused.input).length > 0 ? refused.input : null;
  const chosen = (field: ImportField): string => typed?.[field] ?? String(mapping.columns[field] ?? '');
  return (
    <form class="card" method="post" action={`${at}/mapping`}>
      <h2>Map columns</h2>
      <Csrf staff={staff} />
      <div class="filters">
        {importFields.map((field) => (
          <Select
            name={field}
            label={importFieldWords[field]}
            options={options}
            value={chosen(field)}
            faults={faults}
            {...(help[field] !== undefined && { help: help[field] })}
          />
        ))}
        <Field
          name="country_all"
          label="Country of rows that name none (code)"
          value={typed?.country_all ?? mapping.country}
          faults={faults}
        />
        <Select
          name="locale_all"
          label="Language of rows that name none"
          options={[{ value: '', label: '—' }, ...locales.map((value) => ({ value, label: localeName(value) }))]}
          value={typed?.locale_all ?? mapping.locale ?? ''}
          faults={faults}
        />
        <Select
          name="date_order"
          label="Order in days like 04/05/2025"
          options={[{ value: '', label: '—' }, ...dateOrders.map((value) => ({ value, label: dateOrderWords[value] }))]}
          value={typed?.date_order ?? mapping.dateOrder ?? ''}
          faults={faults}
        />
      </div>
      <button class="button small" type="submit">
        Apply mapping
      </button>
    </form>
  );
}
