import { z } from 'zod';

/** A label with its value; null where the value is not known. */
const fact = z.tuple([z.string(), z.string().nullable()]);

const noticeBlock = z.union([
  z.object({ text: z.string() }),
  z.object({ list: z.array(z.string()) }),
  z.object({ title: z.string().nullable(), facts: z.array(fact) }),
]);
export type NoticeBlock = z.infer<typeof noticeBlock>;

/** The privacy notice in one language, section by section, as it is stored and shown. */
export const noticeDocument = z.array(z.object({ heading: z.string().nullable(), blocks: z.array(noticeBlock) }));
export type NoticeDocument = z.infer<typeof noticeDocument>;
