import { ChannelsService } from '../../src/ministries/channels.service.js';
import { Dice } from '../support/fuzz.js';
import { approver, LettersDesk } from '../support/letters.js';
import { MailSink } from '../support/mail-sink.js';
import { seed } from '../support/seed.js';
import { freePort, startServer, type Server } from '../support/server.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

/** How often the server is killed. The long form, over every State: LETTERS_KILLS=50. */
const asked = process.env.LETTERS_KILLS;
const kills = Number(asked ?? 2);
const recipients = asked === undefined ? 'AT BE BG CZ DE DK ES FR HU IE IT NL PT SE SI SK' : '';

interface LetterRow extends Record<string, unknown> {
  iso: string;
  status: string;
  address: string;
  message: string;
}

describe('killing the server in the middle of a run of letters', () => {
  let desk: LettersDesk;
  let sink: MailSink;
  let server: Server | undefined;
  beforeAll(async () => {
    sink = await MailSink.start();
    desk = await LettersDesk.create();
    // A real mail server is set below, and example addresses are not used with one. The database refuses to change an address, so its rule sleeps.
    await ask(
      desk.world.url,
      `set session_replication_role = replica; update ministry_channel set address = replace(address, 'foreign-ministry.example', 'ministry.internal')`,
    );
  });
  afterAll(async () => {
    await server?.kill();
    await sink.stop();
    await desk.world.close();
  });

  it('loses none, sends none twice, marks every one nobody can be sure of, and opens the gate to none', async () => {
    const dice = new Dice(seed);
    const now = new Date();
    desk.world.clock.moveTo(now.toISOString());
    const run = await desk.approved({ recipients, onDay: now.toISOString().slice(0, 10), lateMinutes: 720 });
    // All are due now, whatever the hour in the capitals. One State has moved since; one address was ended.
    await ask(desk.world.url, `update letter set due_at = now(), next_at = now() where status = 'queued'`);
    await ask(desk.world.url, `update letter set positions = '{}' where iso = 'DE'`);
    const channels = desk.world.get(ChannelsService);
    const [italian] = await channels.of('IT');
    await channels.end('IT', italian?.id ?? '', { reason: 'Not theirs any more', evenLast: 'yes' }, approver);
    const planned = await ask<LetterRow>(desk.world.url, `select iso from letter where status = 'queued'`);
    expect(planned.length).toBeGreaterThan(14);
    const settings = {
      DATABASE_URL: desk.world.url,
      SMTP_URL: sink.url,
      ROLE: 'worker',
      LOG_LEVEL: 'error',
      SECRET_KEY: 'a key that survives every crash of it',
      PORT: String(await freePort()),
    };
    for (let life = 0; life <= kills; life++) {
      const before = sink.received.length;
      const most = Math.ceil(planned.length / (kills + 1));
      const isLast = life === kills;
      server = await startServer(settings);
      // The schedule would take up to a minute, and the lease of a dead process five.
      await ask(desk.world.url, `update letter set lease_until = now() - interval '1 second' where status = 'sending'`);
      await ask(desk.world.url, `select graphile_worker.add_job('letters.dispatch_due', '{}')`);
      if (isLast) break;
      const waits = dice.below(most);
      await until('some letters have gone', () => sink.received.length > before + waits);
      await new Promise((resolve) => setTimeout(resolve, dice.next() * 120));
      await server.kill();
    }
    await until('nothing is due any more', async () => {
      const [row] = await ask<{ n: number }>(
        desk.world.url,
        `select count(*)::int as n from letter where status in ('queued', 'sending', 'deferred')`,
      );
      return row?.n === 0;
    });
    const letters = await ask<LetterRow>(
      desk.world.url,
      `select l.iso, l.status, c.address, '<letter.' || l.id || '@' as message from letter l join ministry_channel c on c.id = l.channel_id where l.run_id = '${run}'`,
    );
    const arrived = new Map<string, number>();
    for (const { to } of sink.received) arrived.set(to, (arrived.get(to) ?? 0) + 1);
    const times = ({ address }: LetterRow): number => arrived.get(address) ?? 0;
    expect(letters.filter((letter) => times(letter) > 1)).toEqual([]);
    // Sent means arrived; whatever else arrived is marked for a person.
    expect(letters.filter((letter) => letter.status === 'sent' && times(letter) !== 1)).toEqual([]);
    expect(
      letters.filter((letter) => times(letter) === 1 && !['sent', 'outcome_unknown'].includes(letter.status)),
    ).toEqual([]);
    const unknown = letters.filter(({ status }) => status === 'outcome_unknown').length;
    const held = letters.filter(({ status }) => status === 'held').map(({ iso }) => iso);
    expect(unknown).toBeLessThanOrEqual(kills);
    expect(letters.filter(({ status }) => status === 'sent').length + unknown + 2).toBe(planned.length);
    expect(held).toEqual(expect.arrayContaining(['DE', 'IT']));
    expect(sink.received.filter(({ to }) => /mfa\.(de|it)@/.test(to))).toEqual([]);
    for (const { to, mail } of sink.received) {
      const letter = letters.find(({ address }) => address === to);
      expect(mail.messageId?.startsWith(letter?.message ?? '?')).toBe(true);
    }
    if (asked !== undefined)
      console.info(
        `${kills} kills, ${planned.length} letters: ${sink.received.length} arrived, ${unknown} marked as unknown, none twice.`,
      );
  }, 900_000);
});
