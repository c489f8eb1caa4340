import { utcDay } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import type { RunCaps, RunPurpose } from './runs.status.js';

export type RunRow = NonNullable<Awaited<ReturnType<Tx['letterRun']['findUnique']>>>;

/** Input of a plan. Days are local to the ministry. */
export interface RunTerms {
  id: string;
  campaignId: string;
  purpose: RunPurpose;
  channel: 'email' | 'post';
  recipients: readonly string[];
  onDay: string;
  localTime: string;
  rule: 'previous' | 'next';
  lateMinutes: number;
  /** Nothing is sent before it */
  embargoUntil: Date | null;
  caps: RunCaps;
}

export const termsOf = (run: RunRow): RunTerms => ({
  id: run.id,
  campaignId: run.campaignId,
  purpose: run.purpose as RunPurpose,
  channel: run.channel === 'post' ? 'post' : 'email',
  recipients: run.recipients,
  onDay: utcDay(run.onDay),
  localTime: run.localTime,
  rule: run.rule === 'next' ? 'next' : 'previous',
  lateMinutes: run.lateMinutes,
  embargoUntil: run.embargoUntil,
  caps: run.caps as unknown as RunCaps,
});
