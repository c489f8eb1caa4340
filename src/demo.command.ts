import { generateKeyPairSync } from 'node:crypto';
import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { CampaignsReference } from './campaigns/campaigns.reference.js';
import { ClaimsReference } from './claims/claims.reference.js';
import { LettersDemo, type DemoLanding } from './letters/demo/letters-demo.service.js';
import { MinistriesDemo } from './letters/demo/ministries-demo.service.js';
import { MinistryRefused } from './letters/ministries.errors.js';
import { MinistriesReference } from './letters/ministries.reference.js';
import type { RunPlan } from './letters/runs/run-plan.service.js';
import { TemplatesService } from './letters/templates/templates.service.js';
import { PetitionsReference } from './petitions/petitions.reference.js';
import { CampaignsService } from './campaigns/campaigns.service.js';
import { Clock } from './platform/clock.js';
import { DnsResolver } from './platform/dns.js';
import type { DkimSeal } from './platform/mail/raw-mail.js';
import { freePort } from './platform/database/embedded-postgres.js';
import { StartupProblem } from './platform/errors.js';
import { TreatiesReference } from './treaties/treaties.reference.js';
import { withApp } from './with-app.js';

const campaignSlug = 'reconsider';

/** A clock that is set by hand; only the process of the demonstration has it. */
class DemoClock extends Clock {
  private shown: Date | null = null;

  override now(): Date {
    return this.shown ?? new Date();
  }

  moveTo(instant: Date): void {
    this.shown = instant;
  }
}

/** Knows one thing: the key that the example ministries sign their mail with. */
class DemoDns extends DnsResolver {
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

  get seal(): DkimSeal {
    const privateKey = this.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { domainName: 'foreign-ministry.example', keySelector: 'demo', privateKey };
  }

  resolve(name: string, type: string): Promise<string[][]> {
    const key = this.keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    if (type === 'TXT' && name === 'demo._domainkey.foreign-ministry.example') return Promise.resolve([[`v=DKIM1; k=rsa; p=${key}`]]);
    return Promise.reject(Object.assign(new Error('no such record'), { code: 'ENOTFOUND' }));
  }

  mailServers(): Promise<[]> {
    return Promise.resolve([]);
  }
}

/** `demo:load` and `demo`: letters can be tried out on the local mailbox; nothing reaches anybody. */
export function registerDemo(program: Command): void {
  program
    .command('demo:load')
    .description('give every ministry an example address that only the local mailbox takes')
    .action(() => withApp((app) => load(app)));
  program
    .command('demo')
    .description('example addresses, and a run for the coming 4 April over every State: the exact plan; nothing is sent')
    .option(
      '--send',
      'approve it, move the clock, send the letters to the mailbox of the running program, and let three of them be answered',
    )
    .action(async ({ send = false }: { send?: boolean }) => {
      const clock = new DemoClock();
      const seal = new DemoDns();
      const settings = { LETTERS_REPLY_DOMAIN: 'replies.example', INBOUND_SMTP_HOST: '127.0.0.1', INBOUND_SMTP_PORT: await freePort() };
      await withApp(
        async (app, { runtime }) => {
          if (send && runtime.smtpUrl === null)
            throw new StartupProblem('Start the program first (npm start): its mailbox takes the letters.');
          await load(app);
          const demo = app.get(LettersDemo);
          const { runId, onDay, plan } = await demo.plan(campaignSlug).catch(told);
          console.log(describe(plan, onDay));
          if (!send) return console.log('Nothing was sent. "npm run demo -- --send" sends it to the local mailbox.');
          await demo.approve(runId, plan.hash);
          console.log('Approved by another, for exactly this plan. The clock of this command moves from moment to moment.');
          await sendAll(demo, plan, clock);
          clock.moveTo(new Date(clock.now().getTime() + 3_600_000));
          console.log(`Three of them come back by SMTP:\n${landed(await demo.answerThree(runId, seal.seal))}`);
        },
        { clock, settings, dns: seal },
      );
    });
}

async function load(app: INestApplicationContext): Promise<void> {
  await app.get(TreatiesReference).load();
  await app.get(ClaimsReference).load();
  await app.get(PetitionsReference).load();
  await app.get(CampaignsReference).load(campaignSlug);
  await app.get(MinistriesReference).load();
  await app.get(TemplatesService).load(await app.get(CampaignsService).idOf(campaignSlug));
  console.log(`Example addresses loaded: ${await app.get(MinistriesDemo).loadDemo('cli').catch(told)}`);
}

async function sendAll(demo: LettersDemo, { letters }: RunPlan, clock: DemoClock): Promise<void> {
  const moments = [...new Set(letters.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : [])))].sort((a, b) => a - b);
  for (const moment of moments) {
    clock.moveTo(new Date(moment));
    const sent = await demo.sendDue();
    console.log(`${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC: ${sent} sent`);
  }
}

/** Every line of a plan: who, when by which clock, in which language, and what holds it. */
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
  return [`Plan for ${onDay}, 09:30 in each capital, else the working day before:`, ...lines, `${letters.length} States, ${held.length} held. Plan ${hash}`].join('\n'); // prettier-ignore
}

const landed = (landings: readonly DemoLanding[]): string =>
  landings
    .map(
      ({ iso, reference, kind, kindRule, matchRule, trusted, letter }) =>
        `  ${iso} ${reference}: ${kind} (${kindRule}), found by ${matchRule ?? 'nothing'}, ${trusted ? 'believed' : 'not proven'}; the letter: ${letter}`,
    )
    .join('\n');

function told(error: unknown): never {
  throw error instanceof MinistryRefused ? new StartupProblem(error.message) : error;
}
