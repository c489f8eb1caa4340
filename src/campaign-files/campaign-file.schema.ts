import { z } from 'zod';
import { campaignPart, milestonePart, textPart } from '../campaigns/parts/campaign-part.schema.js';
import { demandPart } from '../campaigns/demands/demand-part.schema.js';
import { picturePart } from '../campaigns/pictures/picture-part.service.js';
import { themePart } from '../campaigns/theme/theme.schema.js';
import { slotOf, templatePart } from '../letters/writing/template-part.schema.js';
import { petitionPart, wordingPart } from '../petitions/parts/petition-part.schema.js';
import { refuseRepeated } from '../platform/http/portable.js';

/** The name of the format, in every file. */
export const campaignFormat = 'demarche-campaign';
/** The version this release writes. It reads this one and all before it. */
export const campaignVersion = 1;

/** A campaign with everything but people. Described in docs/campaign-file.md. */
export const campaignFile = z
  .strictObject({
    format: z.literal(campaignFormat),
    version: z.literal(campaignVersion),
    campaign: campaignPart,
    plan: z.array(milestonePart).max(2000).default([]),
    texts: z.array(textPart).max(500).default([]),
    demands: z.array(demandPart).max(500).default([]),
    wordings: z.array(wordingPart).max(500).default([]),
    petitions: z.array(petitionPart).max(200).default([]),
    letterTemplates: z.array(templatePart).max(2000).default([]),
    pictures: z.array(picturePart).max(200).default([]),
    theme: themePart.optional(),
  })
  .superRefine((file, context) => {
    const { campaign, plan, texts, demands, petitions, letterTemplates, pictures, theme } = file;
    const at = (part: string, field?: string) => (index: number) =>
      field === undefined ? [part, index] : [part, index, field];
    refuseRepeated(
      plan.map(({ year, key }) => `${year} ${key}`),
      at('plan', 'key'),
      context,
    );
    for (const [name, list] of Object.entries({ texts, demands, petitions }))
      refuseRepeated(
        list.map(({ slug }) => slug),
        at(name, 'slug'),
        context,
      );
    refuseRepeated(letterTemplates.map(slotOf), at('letterTemplates'), context);
    refuseRepeated(
      pictures.map(({ hash }) => hash),
      at('pictures', 'hash'),
      context,
    );
    const logo = theme?.logo ?? null;
    if (logo !== null && !pictures.some(({ hash, width, height }) => logo === `${hash}-${width}x${height}`))
      context.addIssue({
        code: 'custom',
        path: ['theme', 'logo'],
        message: 'is not in this file',
        params: { code: 'campaign_file.unknown_reference' },
      });
    const known = { demands: demands.map(({ slug }) => slug), petitions: petitions.map(({ slug }) => slug) };
    const refers = (
      part: 'demands' | 'petitions' | 'plan' | 'texts',
      index: number,
      field: string,
      to: string | null,
    ) => {
      if (to === null || known[field === 'predecessor' ? 'petitions' : 'demands'].includes(to)) return;
      const params = { code: 'campaign_file.unknown_reference' };
      context.addIssue({ code: 'custom', path: [part, index, field], message: 'is not in this file', params });
    };
    demands.forEach(({ replaces }, i) => refers('demands', i, 'replaces', replaces));
    petitions.forEach(({ predecessor }, i) => refers('petitions', i, 'predecessor', predecessor));
    petitions.forEach((one, i) => one.demands.forEach((slug) => refers('petitions', i, 'demands', slug)));
    plan.forEach(({ demand }, i) => refers('plan', i, 'demand', demand));
    texts.forEach(({ demand }, i) => refers('texts', i, 'demand', demand));
    const followed = petitions.flatMap(({ predecessor }) => (predecessor === null ? [] : [predecessor]));
    petitions.forEach(({ predecessor }, i) => {
      if (predecessor !== null && followed.indexOf(predecessor) !== followed.lastIndexOf(predecessor))
        context.addIssue({
          code: 'custom',
          path: ['petitions', i, 'predecessor'],
          message: 'has two successors',
          params: { code: 'campaign_file.two_successors' },
        });
    });
    if (campaign.anchor !== null) return;
    const noAnchor = (path: (string | number)[]) =>
      context.addIssue({
        code: 'custom',
        path,
        message: 'needs an anchor date, and this campaign has none',
        params: { code: 'campaign.no_anchor' },
      });
    plan.forEach(({ offsetDays }, i) => offsetDays !== null && noAnchor(['plan', i, 'offsetDays']));
    demands.forEach(({ anchorYear }, i) => anchorYear !== null && noAnchor(['demands', i, 'anchorYear']));
  });
export type CampaignFile = z.output<typeof campaignFile>;
