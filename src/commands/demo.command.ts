import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { FirstCampaign } from '../campaign-files/first-campaign.service.js';
import { ClaimsReference } from '../claims/claims.reference.js';
import { LettersDemo, type DemoLanding } from '../replies/demo/letters-demo.service.js';
import { MinistriesDemo } from '../ministries/ministries-demo.service.js';
import { MinistriesReference } from '../ministries/ministries.reference.js';
import type { RunPlan } from '../letters/sending/run-plan.service.js';
import { freePort } from '../platform/database/free-port.js';
import { StartupProblem } from '../platform/errors.js';
import { TreatiesReference } from '../treaties/treaties.reference.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { DemoClock, DemoDns } from './demo-surroundings.js';
import { filledLines, fillDemo } from './demo-filled.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `demo:load` and `demo`: try out letters on the local mailbox; nothing reaches anybody. */
export function registerDemo(program: Command): void {
  addCommand(program, 'demo:load', {
    description: 'give every ministry an example address that only the local mailbox accepts',
    examples: ['demo:load'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const { loaded } = await load(app);
      tell(options, { loaded }, loadedLine(loaded));
    }),
  );
  addCommand(program, 'demo', {
    description:
      'example addresses, and a mailing for the coming 4 April over every State: the exact schedule; nothing is sent',
    examples: ['demo', 'demo --send', 'demo --filled'],
  })
    .option(
      '--send',
      'approve it, simulate the clock, send the letters to the mailbox of the running server, and have three of them answered',
    )
    .option(
      '--filled',
      'beside it two example campaigns, 20 000 signatures of invented people and 40 replies: to see every page with something on it (implies --send)',
    )
    .action(async ({ filled = false, send = filled, json }: { send?: boolean; filled?: boolean } & CommonOptions) => {
      const clock = new DemoClock();
      const dns = new DemoDns();
      const settings = {
        LETTERS_REPLY_DOMAIN: 'replies.example',
        INBOUND_SMTP_HOST: '127.0.0.1',
        INBOUND_SMTP_PORT: await freePort(),
      };
      const say = (line: string): void => (json ? undefined : console.log(line));
      await withApp(
        async (app, { runtime }) => {
          if (send && runtime.smtpUrl === null)
            throw new StartupProblem(
              'Start the server first (npm start): its mailbox receives the letters.',
              'demo.no_mailbox',
            );
          const { loaded, campaign } = await load(app);
          say(loadedLine(loaded));
          if (filled) say(filledLines(await fillDemo(app)));
          const demo = app.get(LettersDemo);
          const { runId, onDay, plan } = await demo.plan(campaign);
          say(describe(plan, onDay));
          const document = { loaded, runId, onDay, hash: plan.hash, letters: plan.letters.map(lineOf) };
          if (!send)
            return tell(
              { json },
              document,
              'Nothing was sent. "npm run demo -- --send" sends it to the local mailbox.',
            );
          await demo.approve(runId, plan.hash);
          say('Approved by a second user for this exact schedule. This command simulates the clock.');
          const sent = await sendAll(demo, plan, clock, say);
          clock.moveTo(new Date(clock.now().getTime() + 3_600_000));
          const landings = await demo.answer(runId, filled ? 50 : 3, dns.seal);
          tell(
            { json },
            { ...document, sent, landings },
            `${landings.length} of them come back by SMTP:\n${landed(landings)}`,
          );
        },
        { clock, settings, dns },
      );
    });
}

const loadedLine = (n: number): string => `Example addresses loaded: ${n}`;

const lineOf = ({ iso, dueAt, locale, holds }: RunPlan['letters'][number]) => ({
  iso,
  dueAt,
  locale,
  holds: holds.map(({ code }) => code),
});

/** @returns how many addresses were new, and the short name of the campaign that is shipped */
async function load(app: INestApplicationContext): Promise<{ loaded: number; campaign: string }> {
  await app.get(TreatiesReference).load();
  await app.get(MinistriesReference).load();
  await app.get(ClaimsReference).load();
  const campaign = await app.get(FirstCampaign).loadShipped();
  return { loaded: await app.get(MinistriesDemo).loadDemo('cli'), campaign };
}

async function sendAll(
  demo: LettersDemo,
  { letters }: RunPlan,
  clock: DemoClock,
  say: (line: string) => void,
): Promise<number> {
  const moments = [...new Set(letters.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : [])))].sort((a, b) => a - b);
  let all = 0;
  for (const moment of moments) {
    clock.moveTo(new Date(moment));
    const sent = await demo.sendDue();
    all += sent;
    say(`${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC: ${sent} sent`);
  }
  return all;
}

/** Every line of a plan: to whom, when by which clock, in which language, and reasons to hold it. */
function describe({ letters, hash }: RunPlan, onDay: string): string {
  const held = letters.filter(({ holds }) => holds.length > 0);
  const local = (at: Date, timeZone: string): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  const lines = letters.map(({ iso, dueAt, timeZone, locale, fallbackFrom, moved, holds }) =>
    [
      iso,
      dueAt ? local(dueAt, timeZone) : 'held            ',
      timeZone.padEnd(30),
      dueAt ? `${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''.padEnd(20),
      `${locale}${fallbackFrom === null ? '' : ` (for ${fallbackFrom})`}`.padEnd(12),
      [moved, ...holds.map(({ detail }) => detail)].filter(Boolean).join(' '),
    ].join('  '),
  );
  return [
    `Plan for ${onDay}, 09:30 in each capital, else the working day before:`,
    ...lines,
    `${letters.length} States, ${held.length} held. Plan ${hash}`,
  ].join('\n');
}

const landed = (landings: readonly DemoLanding[]): string =>
  landings
    .map(
      ({ iso, reference, kind, kindRule, matchRule, trusted, letter }) =>
        `  ${iso} ${reference}: ${kind} (${kindRule}), found by ${matchRule ?? 'nothing'}, ${trusted ? 'believed' : 'not proven'}; the letter: ${letter}`,
    )
    .join('\n');
