import { MailDispatcher } from '../../src/platform/mail/dispatcher.js';
import { advisoryLockSpaces } from '../../src/platform/database/advisory-locks.js';
import { connect } from '../../src/platform/database/connections/connect.js';
import { Outbox } from '../../src/platform/mail/outbox.js';
import { connectionRefused, smtpError } from '../support/fakes.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

/** Emails in flight of a dispatcher, as its process leaves them behind when it is killed. */
const leaveInHand = (world: World, petition: string, claimedBy: number) =>
  ask(
    world.url,
    `update outbox_mail set status = 'sending', attempts = 1, claimed_by = $1, claimed_at = now()
     where subject_id in (select g.id from signature g join petition p on p.id = g.petition_id where p.slug = $2)`,
    [claimedBy, petition],
  );

describe('a dispatcher at work', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  const mail = async (petition: string) => (await world.mailsAbout(petition))[0];
  const sent = (petition: string) =>
    until('the mail is sent', async () => {
      const row = await mail(petition);
      return row?.status === 'sent' && row;
    });

  it('sends what is committed, woken by the database', async () => {
    world.get(MailDispatcher).start();
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'woken@example.org');
    expect(await sent(petition)).toMatchObject({ attempts: 1, outcomeUnknownAt: null });
    expect(world.smtp.to('woken@example.org')).toHaveLength(1);
  });

  it('recovers what a dead dispatcher had in flight, and marks it as a possible duplicate', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'orphan@example.org');
    await leaveInHand(world, petition, 4711);
    world.get(MailDispatcher).start();
    expect(await sent(petition)).toMatchObject({ outcomeUnknownAt: world.clock.now() });
    expect(world.smtp.to('orphan@example.org')).toHaveLength(1);
  });

  it.each([
    ['9 seconds', false, 0],
    ['11 seconds', false, 1],
    ['11 seconds', true, 0],
    ['31 seconds', true, 1],
  ])('%s after its last word, with its lock: %s, takes over %i of its emails', async (silence, isLocked, takenOver) => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'leased@example.org');
    await leaveInHand(world, petition, 4711);
    await ask(world.url, `insert into mail_dispatcher values (4711, now() - $1::interval)`, [silence]);
    const client = await connect(world.url);
    if (isLocked) await client.query('select pg_advisory_lock_shared($1, 4711)', [advisoryLockSpaces.dispatcher]);
    expect(await world.get(Outbox).recover()).toBe(takenOver);
    await client.end();
  });

  it('leaves alone what a living dispatcher has in flight', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'held@example.org');
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let inFlight = 0;
    world.smtp.onSend = () => {
      inFlight++;
      return held;
    };
    world.get(MailDispatcher).start();
    await until('the first dispatcher has the mail in hand', () => inFlight === 1);
    const other = await world.beside();
    other.get(MailDispatcher).start();
    const second = await other.openPetition();
    world.smtp.onSend = () => undefined;
    await other.fillsIn(second, 'free@example.org');
    await until('the second dispatcher works', () => world.smtp.to('free@example.org').length > 0);
    expect(await mail(petition)).toMatchObject({ status: 'sending', outcomeUnknownAt: null });
    letGo();
    expect(await sent(petition)).toMatchObject({ attempts: 1, outcomeUnknownAt: null });
    expect(world.smtp.to('held@example.org')).toHaveLength(1);
    await other.close();
  });

  it('finishes what it has in flight before it stops', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'last@example.org');
    let accept: () => void = () => undefined;
    const accepted = new Promise<void>((resolve) => (accept = resolve));
    let inFlight = false;
    world.smtp.onSend = () => {
      inFlight = true;
      return accepted;
    };
    const other = await world.beside();
    other.get(MailDispatcher).start();
    await until('the mail is in hand', () => inFlight);
    const stopping = other.close();
    accept();
    await stopping;
    expect(await mail(petition)).toMatchObject({ status: 'sent', attempts: 1, outcomeUnknownAt: null });
  });

  describe('while the mail server is unavailable', () => {
    let tries = 0;
    /** A second and a bit: the dispatcher has looked again on its own. */
    const oneLook = () => new Promise((resolve) => setTimeout(resolve, 1_200));

    beforeEach(async () => {
      tries = 0;
      world.smtp.onSend = () => {
        tries++;
        throw connectionRefused();
      };
      const petition = await world.openPetition();
      await Promise.all(Array.from({ length: 8 }, (_, n) => world.fillsIn(petition, `waits.${n}@example.org`)));
      world.get(MailDispatcher).start();
      await until('every mail was tried once', () => tries === 8);
    });

    it('stops trying, looks again now and then, and sends all when the server is back', async () => {
      // Emails are due again after two seconds, but the circuit is open for five.
      world.clock.advance(4_999);
      await oneLook();
      expect(tries).toBe(8);
      world.clock.advance(1);
      await until('a mail is let through', () => tries > 8);
      world.smtp.onSend = () => undefined;
      world.clock.advance(60_000);
      const rows = await until('all mails are sent', async () => {
        const mails = await world.database.prisma.outboxMail.findMany();
        return mails.every(({ status }) => status === 'sent') && mails;
      });
      expect(world.smtp.sent).toHaveLength(8);
      expect(rows.filter(({ attempts, outcomeUnknownAt }) => attempts !== 1 || outcomeUnknownAt !== null)).toEqual([]);
    });

    it('lets one email through to see whether it is back, not more', async () => {
      const waiting: ((error: Error) => void)[] = [];
      world.smtp.onSend = () => {
        tries++;
        return new Promise((_, reject) => waiting.push(reject));
      };
      world.clock.advance(5_000);
      await until('a mail is let through', () => tries > 8);
      await oneLook();
      const letThrough = tries - 8;
      world.smtp.onSend = () => undefined;
      for (const reject of waiting) reject(connectionRefused());
      expect(letThrough).toBe(1);
    });
  });

  it('lets no recipient whose emails end every session keep the others waiting', async () => {
    let tries = 0;
    world.smtp.onSend = ({ to }) => {
      if (!to.startsWith('ends.')) return;
      tries++;
      throw Object.assign(new Error('closed'), { code: 'ECONNECTION', command: 'CONN', inTransaction: true });
    };
    world.get(MailDispatcher).start();
    const petition = await world.openPetition();
    await Promise.all(Array.from({ length: 8 }, (_, n) => world.fillsIn(petition, `ends.${n}@example.org`)));
    await until('each was tried', () => tries === 8);
    const other = await world.openPetition();
    await world.fillsIn(other, 'waits.not@example.org');
    await sent(other);
    const rows = await until('each is written down', async () => {
      const mails = await world.database.prisma.outboxMail.findMany({
        where: { status: 'queued', answerRule: 'session_ended' },
      });
      return mails.length === 8 && mails;
    });
    expect(rows.map(({ attempts }) => attempts)).toEqual(Array(8).fill(1));
    expect(tries).toBe(8);
  });

  it('loses no email to a failing database: what it could not render or settle is sent without a restart', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'hiccup@example.org');
    await ask(world.url, 'alter table signature rename column given_name to given_name_away');
    world.get(MailDispatcher).start();
    await until('the mail is taken up', async () =>
      (await ask(world.url, `select 1 from outbox_mail where attempts > 0`)).length > 0 ? true : null,
    );
    await ask(world.url, 'alter table signature rename column given_name_away to given_name');
    await sent(petition);
    expect(world.smtp.to('hiccup@example.org')).toHaveLength(1);
  });

  it('settles what it sent once the database is back, and marks what may go out twice', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'unsettled@example.org');
    world.smtp.onSend = async () =>
      void (await ask(world.url, 'alter table outbox_mail rename column answer_rule to answer_rule_away'));
    world.get(MailDispatcher).start();
    await until('the mail was handed over', () => world.smtp.to('unsettled@example.org').length > 0);
    world.smtp.onSend = () => undefined;
    await ask(world.url, 'select pg_sleep(0.5)');
    await ask(world.url, 'alter table outbox_mail rename column answer_rule_away to answer_rule');
    const row = await sent(petition);
    expect(world.smtp.to('unsettled@example.org').length > 1).toBe(row.outcomeUnknownAt !== null);
  });

  it('takes up again what the database gave it in an answer that never arrived', async () => {
    const cable = new TcpProxy(Number(new URL(world.url).port));
    await cable.open();
    const through = new URL(world.url);
    through.port = String(cable.port);
    const behind = await world.beside({}, through.href);
    try {
      behind.get(MailDispatcher).start();
      const first = await world.openPetition();
      await world.fillsIn(first, 'before@example.org');
      await sent(first);
      // Where another question of the dispatcher is the one whose answer is lost, nothing is claimed, and it is tried again.
      for (let claimed = false, n = 1; !claimed; n++) {
        cable.muted = true;
        const petition = await world.openPetition();
        const email = `lost-answer${n}@example.org`;
        await world.fillsIn(petition, email);
        for (let looks = 0; looks < 100 && !claimed; looks++) {
          claimed = (await mail(petition))?.status === 'sending';
          await ask(world.url, 'select pg_sleep(0.05)');
        }
        await cable.cut();
        cable.muted = false;
        await cable.open();
        await sent(petition);
        expect(world.smtp.to(email)).toHaveLength(1);
      }
    } finally {
      await behind.close();
      await cable.cut();
    }
  });

  it('suppresses a mailbox that does not exist, also when the database fails at that very moment', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'nobody@example.org');
    let refused = false;
    world.smtp.onSend = async () => {
      await ask(world.url, 'alter table mail_suppression rename to mail_suppression_away');
      refused = true;
      throw smtpError(550, '5.1.1 no such user');
    };
    world.get(MailDispatcher).start();
    await until('the mail is refused', () => refused);
    await ask(world.url, 'select pg_sleep(0.5)');
    await ask(world.url, 'alter table mail_suppression_away rename to mail_suppression');
    await until('the refusal is written down', async () => (await mail(petition))?.status === 'failed');
    expect(await world.database.prisma.mailSuppression.count()).toBe(1);
  });
});
