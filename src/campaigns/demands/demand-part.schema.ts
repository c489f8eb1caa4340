import { z } from 'zod';
import { slug } from '../../platform/http/fields.js';
import { languageTag, portableByLanguage, portableDay, portableText } from '../../platform/http/portable.js';
import { acts, addresseeKinds, groupRules, letterSections } from './demands.values.js';

const words = z.strictObject({
  title: portableText(200),
  ask: portableText(2000),
  reasons: z.array(portableText(5000)).max(30),
  law: z.array(portableText(5000)).max(30),
});

/** A demand as the file of its campaign has it: without the evidence, which people recorded. */
export const demandPart = z
  .strictObject({
    slug: slug.refine((name) => name !== 'new', { error: 'is reserved', params: { code: 'slug.reserved' } }),
    status: z.enum(['draft', 'published', 'withdrawn']),
    addresseeKind: z.enum(addresseeKinds),
    addresseeCode: portableText(60).nullable().default(null),
    addresseeNames: portableByLanguage(portableText(200)).nullable().default(null),
    acts: z.array(z.enum(acts)).min(1),
    dueOn: portableDay.nullable().default(null),
    anchorYear: z.number().int().min(2000).max(2199).nullable().default(null),
    basis: z.array(portableText(60)).max(100).default([]),
    letterSection: z
      .enum(letterSections as [string, ...string[]])
      .nullable()
      .default(null),
    sourceNames: portableByLanguage(portableText(200)).nullable().default(null),
    statedOn: portableDay.nullable().default(null),
    withdrawnOn: portableDay.nullable().default(null),
    withdrawnReason: portableText(1000).nullable().default(null),
    replaces: slug.nullable().default(null),
    texts: z.record(languageTag, words),
  })
  .superRefine((demand, context) => {
    const say = (path: string[], code: string, message: string) =>
      context.addIssue({ code: 'custom', path, message, params: { code } });
    const { addresseeKind: kind, addresseeCode: code } = demand;
    if (kind === 'state' && !/^[A-Z]{2}$/.test(code ?? '')) say(['addresseeCode'], 'state.unknown', 'is not a State');
    if (kind === 'group' && !groupRules.includes(code ?? ''))
      say(['addresseeCode'], 'demand.unknown_rule', 'is not a group of States');
    if (kind === 'institution' && demand.addresseeNames === null)
      say(['addresseeNames'], 'field.required', 'is required for an institution');
    if (demand.status === 'draft') return;
    if (demand.statedOn === null) say(['statedOn'], 'field.required', 'is required unless it is a draft');
    if (!demand.texts.en?.title || !demand.texts.en.ask)
      say(['texts', 'en'], 'field.required', 'is required unless it is a draft');
  });
export type DemandPart = z.output<typeof demandPart>;
