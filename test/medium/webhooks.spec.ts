import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { appendEvents } from '../../src/platform/events/event-log.js';
import { WebhookClient } from '../../src/webhooks/webhook-client.js';
import { WebhookDeliveries } from '../../src/webhooks/webhook-deliveries.service.js';
import { WebhookDispatcher } from '../../src/webhooks/webhook-dispatcher.js';
import { WebhookEndpoints } from '../../src/webhooks/webhook-endpoints.service.js';
import { backOff, chosenTypes } from '../../src/webhooks/webhooks.values.js';
import { FirstCampaign } from '../../src/campaign-files/first-campaign.service.js';
import { StaffPerson } from '../support/staff-person.js';
import { ask, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const actor = 'staff:00000000-0000-7000-8000-000000000001';
const [one, two] = ['0190aaaa-0000-7000-8000-000000000001', '0190aaaa-0000-7000-8000-000000000002'];

interface Got {
  headers: IncomingHttpHeaders;
  body: string;
  path: string;
}

/** Somebody else's program. */
class Receiver {
  readonly got: Got[] = [];
  /** Answers a message; 200 by default. */
  answer: (got: Got, response: ServerResponse) => void | Promise<void> = (_, response) => void response.end();
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const got = { headers: request.headers, body: Buffer.concat(parts).toString(), path: request.url ?? '' };
        receiver.got.push(got);
        void receiver.answer(got, response);
      });
    });
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path = '/hook', host = '127.0.0.1'): string {
    return `http://${host}:${this.port}${path}`;
  }

  get told(): { type: string; data: Record<string, unknown> }[] {
    return this.got.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
  }

  get ids(): (string | undefined)[] {
    return this.got.map(({ headers }) => headers['webhook-id'] as string | undefined);
  }

  reset(): void {
    this.got.length = 0;
    this.answer = (_, response) => void response.end();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const says =
  (status: number, headers: Record<string, string> = {}) =>
  (_: Got, response: ServerResponse) =>
    void response.writeHead(status, headers).end();

describe('webhooks', () => {
  let world: World;
  let receiver: Receiver;
  let endpoints: WebhookEndpoints;
  let deliveries: WebhookDeliveries;
  beforeAll(async () => {
    world = await World.create({ WEBHOOK_ALLOW_PRIVATE: 'on' });
    receiver = await Receiver.open();
    [endpoints, deliveries] = [world.get(WebhookEndpoints), world.get(WebhookDeliveries)];
  });
  beforeEach(() => receiver.reset());
  afterEach(async () => {
    for (const { id } of await endpoints.list()) await endpoints.remove(id, actor);
    await world.get(WebhookDispatcher).runDue();
    world.get(WebhookClient).patience = 15_000;
  });
  afterAll(async () => {
    receiver.close();
    await world.close();
  });

  const tells = (types: string[] = chosenTypes, url = receiver.url()) =>
    endpoints.create({ url, description: 'A receiver', types }, actor);
  const runDue = (process = world): Promise<void> => process.get(WebhookDispatcher).runDue();
  /** Something happens to a subject; `n` tells the events apart. */
  const happens = (n: number, subjectId = one, type = 'letter.sent'): Promise<void> =>
    world.database.transaction((tx) =>
      appendEvents(tx, world.clock.now(), [{ type, subjectKind: 'letter', subjectId, data: { n } }]),
    );
  const numbers = (): unknown[] => receiver.told.map(({ data }) => data.n);
  const events = () =>
    ask<{ type: string; data: Record<string, unknown> }>(world.url, 'select type, data from event order by seq');

  it('write no events while nobody listens', async () => {
    await happens(1);
    await world.confirms(await world.openPetition(), 'nobody.listens@example.org');
    expect(await events()).toEqual([]);
  });

  it('send each event once, in order, signed as the reference library signs', async () => {
    const { secret } = await tells();
    for (const n of [1, 2, 3]) await happens(n);
    await Promise.all([runDue(), runDue()]);
    await runDue();
    expect(numbers()).toEqual([1, 2, 3]);
    expect(new Set(receiver.ids).size).toBe(3);
    for (const { headers, body } of receiver.got) {
      expect(headers['content-type']).toBe('application/json');
      const { data } = JSON.parse(body) as { data: unknown };
      expect(body).toBe(JSON.stringify({ type: 'letter.sent', timestamp: world.clock.now().toISOString(), data }));
      // The library compares times with the real clock, and ours stands still; src/webhooks/webhooks.spec.ts lets it verify.
      const signed = new Webhook(secret).sign(headers['webhook-id'] as string, world.clock.now(), body);
      expect(headers['webhook-signature']).toBe(signed);
    }
  });

  it('report signatures and consents without names or addresses, and nothing of shadowed ones', async () => {
    await tells();
    const petition = await world.openPetition();
    const consents = ['signature', 'newsletter'].map((purpose) => ({ purpose, wording: '1' }));
    const person = { givenName: 'Ada-Unusual', familyName: 'Lovelace-Unusual', comment: 'Unusual words', consents };
    const token = await world.signs(petition, 'unusual.ada@example.org', person);
    await runDue();
    expect(receiver.told).toEqual([]);
    await world.opens(token ?? '');
    await world.opens(token ?? '');
    await world.unsubscribes((await world.tokensOf(petition)).unsubscribe);
    const { id } = await world.signatureOf(petition);
    await world.disowns((await world.tokensOf(petition)).disown);
    const shadowed = await world.signs(petition, 'unusual.bot@example.org');
    await world.database.prisma.signature.updateMany({
      where: { petition: { slug: petition } },
      data: { shadowRule: 'set_aside_by_staff', shadowInputs: {}, shadowedAt: world.clock.now() },
    });
    await world.opens(shadowed ?? '');
    await runDue();
    const told = { signatureId: id, petition, country: 'GB' };
    expect(receiver.told.map(({ type, data }) => [type, data])).toEqual([
      ['signature.confirmed', { ...told, cause: 'link' }],
      ['consent.given', { ...told, purpose: 'newsletter', recipient: null }],
      ['consent.withdrawn', { ...told, purpose: 'newsletter', recipient: null }],
      ['signature.withdrawn', { ...told, cause: 'taken_back' }],
    ]);
    const said = receiver.got.map(({ body, headers }) => body + JSON.stringify(headers)).join('');
    expect(said).not.toMatch(/unusual|lovelace|@/i);
    expect(
      (await placesOf(world.url, ['unusual.ada@example.org', 'Ada-Unusual'])).filter((place) =>
        /event|webhook/.test(place),
      ),
    ).toEqual([]);
  });

  it('report a person who is erased, and nothing that was rolled back', async () => {
    await tells(['signature.withdrawn', 'letter.sent']);
    const petition = await world.openPetition();
    await world.confirms(petition, 'forgotten@example.org');
    await world.get(OwnDataService).erase((await world.signatureOf(petition)).supporterId);
    await expect(
      world.database.transaction(async (tx) => {
        await appendEvents(tx, world.clock.now(), [
          { type: 'letter.sent', subjectKind: 'letter', subjectId: one, data: { n: 1 } },
        ]);
        throw new Error('broken off');
      }),
    ).rejects.toThrow('broken off');
    await runDue();
    expect(receiver.told.map(({ type, data }) => [type, data.cause])).toEqual([['signature.withdrawn', 'forgotten']]);
  });

  it('go only to subscribers of the type', async () => {
    await tells(['letter.held'], receiver.url('/held'));
    await tells(['letter.sent'], receiver.url('/sent'));
    await happens(1);
    await happens(2, one, 'letter.held');
    await runDue();
    expect(receiver.got.map(({ path, body }) => [path, (JSON.parse(body) as { type: string }).type]).sort()).toEqual([
      ['/held', 'letter.held'],
      ['/sent', 'letter.sent'],
    ]);
  });

  it('are retried under the same id after a failure, and delay only later ones of the same subject', async () => {
    const { id } = await tells();
    receiver.answer = (got, response) => says(got.body.includes('"n":1}') ? 500 : 204)(got, response);
    await happens(1, one);
    await happens(2, one);
    await happens(3, two);
    await runDue();
    // Those of different subjects go out together, in any order.
    expect(numbers().sort()).toEqual([1, 3]);
    const failed = receiver.got.find(({ body }) => body.includes('"n":1}'));
    receiver.answer = says(200);
    world.clock.advance(backOff[0] - 1);
    await runDue();
    expect(numbers()).toHaveLength(2);
    world.clock.advance(1);
    await runDue();
    expect(numbers().slice(2)).toEqual([1, 2]);
    expect(receiver.ids[2]).toBe(failed?.headers['webhook-id']);
    expect(receiver.got[2]?.headers['webhook-timestamp']).not.toBe(failed?.headers['webhook-timestamp']);
    expect(receiver.got[2]?.body).toBe(failed?.body);
    const { rows: log } = await deliveries.list(id);
    const logged = log.map(({ status, attempts, httpStatus, outcome }) => [status, attempts, httpStatus, outcome]);
    expect(logged).toEqual([
      ['delivered', 1, 204, 'delivered'],
      ['delivered', 1, 200, 'delivered'],
      ['delivered', 2, 200, 'delivered'],
    ]);
  });

  it('give one message up after its last attempt while others get through, and go on with its subject', async () => {
    const { id } = await tells();
    receiver.answer = (got, response) => says(got.body.includes('"n":1}') ? 400 : 200)(got, response);
    await happens(1, one);
    await happens(2, one);
    for (const [i, wait] of [0, ...backOff].entries()) {
      world.clock.advance(wait);
      await happens(100 + i, two);
      // One message while it fails, the others a second later.
      await runDue();
      await runDue();
    }
    await runDue();
    const tried = numbers().filter((n) => n === 1);
    expect(tried).toHaveLength(backOff.length + 1);
    expect(numbers()).toContain(2);
    expect((await endpoints.get(id)).status).toBe('active');
    expect((await deliveries.counts(id)).failed).toBe(1);
  });

  it('stop for an endpoint that is gone, and wait for one that fails for three days; staff are notified', async () => {
    await StaffPerson.joins(world, 'owner');
    await StaffPerson.joins(world, 'viewer');
    await world.get(FirstCampaign).loadShipped();
    const limited = await StaffPerson.joins(world, 'owner', 'of-one@example.org');
    const [campaign] = await ask<{ id: string }>(world.url, `select id from campaign limit 1`);
    await ask(world.url, `insert into staff_campaign (staff_id, campaign_id) values ($1, $2)`, [
      limited.id,
      campaign?.id,
    ]);
    await world.sendDue();
    const gone = await tells(chosenTypes, receiver.url('/gone?key=private'));
    const dead = await tells(chosenTypes, receiver.url('/dead'));
    receiver.answer = (got, response) => says(got.path.startsWith('/gone') ? 410 : 503)(got, response);
    await happens(1);
    for (const wait of [0, ...backOff]) {
      world.clock.advance(wait);
      await runDue();
    }
    expect(await endpoints.get(gone.id)).toMatchObject({ status: 'disabled', reason: 'gone' });
    expect(await endpoints.get(dead.id)).toMatchObject({ status: 'paused', reason: 'failing' });
    expect(receiver.got.filter(({ path }) => path.startsWith('/gone'))).toHaveLength(1);
    expect(receiver.got.filter(({ path }) => path === '/dead')).toHaveLength(backOff.length + 1);
    await world.sendDue();
    const mails = world.smtp.to('owner@example.org').filter(({ subject }) => subject.includes('webhook'));
    expect(world.smtp.to('viewer@example.org').filter(({ subject }) => subject.includes('webhook'))).toEqual([]);
    expect(mails.map(({ text }) => text).join()).toContain('nothing reached it for three days');
    expect(mails.map(({ text, html }) => text + html).join()).not.toContain('key=private');
    // These webhooks are for all campaigns, and concern nobody who works for one.
    expect(world.smtp.to('of-one@example.org').filter(({ subject }) => subject.includes('webhook'))).toEqual([]);
    // What happened meanwhile waits, and goes out in order.
    await happens(2);
    await runDue();
    receiver.reset();
    await endpoints.resume(dead.id, actor);
    await runDue();
    expect(numbers()).toEqual([1, 2]);
    const trail = await ask<{ action: string }>(
      world.url,
      `select action from audit_entry where action like 'webhooks.%' and details ->> 'endpointId' = $1 order by id`,
      [dead.id],
    );
    expect(trail.map(({ action }) => action)).toEqual(['webhooks.created', 'webhooks.paused', 'webhooks.resumed']);
  });

  it('can be sent again, one by one or since a moment, under their old numbers', async () => {
    const { id } = await tells();
    await happens(1);
    await runDue();
    world.clock.advance(60_000);
    const since = world.clock.now();
    await happens(2, two);
    await runDue();
    const [second, first] = (await deliveries.list(id)).rows;
    await deliveries.replay(id, first!.id, actor);
    await runDue();
    expect(await deliveries.replaySince(id, since, actor)).toBe(1);
    await runDue();
    expect(numbers()).toEqual([1, 2, 1, 2]);
    expect(receiver.ids).toEqual([first, second, first, second].map((delivery) => `msg_${delivery?.eventId}`));
    await expect(deliveries.replay(id, 999_999n, actor)).rejects.toMatchObject({ code: 'webhook.delivery_not_found' });
    // Anyone who comes later may ask for what happened before.
    const late = await tells(chosenTypes, receiver.url('/late'));
    await deliveries.replaySince(late.id, since, actor);
    await runDue();
    expect(receiver.got.at(-1)?.path).toBe('/late');
  });

  it('are signed with both secrets for a day after a rotation; the database contains neither', async () => {
    const { id, secret } = await tells();
    const fresh = await endpoints.rotate(id, actor);
    const signaturesOf = async (n: number): Promise<{ signatures: string[]; by: (secret: string) => string }> => {
      await happens(n, two);
      const now = world.clock.now();
      await runDue();
      const { headers, body } = receiver.got.at(-1)!;
      const by = (key: string): string => new Webhook(key).sign(headers['webhook-id'] as string, now, body);
      return { signatures: String(headers['webhook-signature']).split(' '), by };
    };
    const during = await signaturesOf(1);
    expect(during.signatures).toEqual([during.by(fresh), during.by(secret)]);
    world.clock.advance(24 * 3_600_000);
    const after = await signaturesOf(2);
    expect(after.signatures).toEqual([after.by(fresh)]);
    const keys = [secret, fresh].flatMap((text) => [text, Buffer.from(text.slice(6), 'base64')]);
    expect(await placesOf(world.url, keys)).toEqual([]);
  });

  it('follow no redirect, read no endless answer, and let no slow receiver keep others waiting', async () => {
    world.get(WebhookClient).patience = 400;
    const [moved, slow, endless, quick] = [
      await tells(chosenTypes, receiver.url('/moved')),
      await tells(chosenTypes, receiver.url('/slow')),
      await tells(chosenTypes, receiver.url('/endless')),
      await tells(chosenTypes, receiver.url('/quick')),
    ];
    const order: string[] = [];
    receiver.answer = (got, response) => {
      order.push(got.path);
      if (got.path === '/moved') return says(302, { location: receiver.url('/elsewhere') })(got, response);
      if (got.path === '/quick') return says(200)(got, response);
      if (got.path === '/slow') return undefined;
      response.writeHead(200);
      const more = (): void => void (response.destroyed || (response.write('x'.repeat(16_384)), setTimeout(more, 1)));
      return more();
    };
    await happens(1);
    await happens(2, two);
    await runDue();
    const outcomeOf = async ({ id }: { id: string }) => (await deliveries.list(id)).rows.map(({ outcome }) => outcome);
    expect(await outcomeOf(moved)).toEqual(['redirected', 'redirected']);
    expect(await outcomeOf(slow)).toEqual(['timeout', 'timeout']);
    expect(await outcomeOf(endless)).toEqual(['delivered', 'delivered']);
    expect(await outcomeOf(quick)).toEqual(['delivered', 'delivered']);
    expect(order.includes('/elsewhere')).toBe(false);
  });

  it('go out again, under the same number, when a process dies between the answer and its record', async () => {
    await tells();
    await happens(1);
    await happens(2);
    const dying = await world.beside({ WEBHOOK_ALLOW_PRIVATE: 'on' });
    receiver.answer = async (_, response) => {
      await dying.database.close();
      response.end();
    };
    await runDue(dying);
    await dying.close().catch(() => undefined);
    receiver.answer = says(200);
    // The endpoint belongs to the dead process until its lease runs out.
    await runDue();
    expect(numbers()).toEqual([1]);
    world.clock.advance(60_000);
    await runDue();
    expect(numbers()).toEqual([1, 1, 2]);
    expect(receiver.ids[1]).toBe(receiver.ids[0]);
  });

  it('are sent by one process at a time, and none twice', async () => {
    await tells();
    const other = await world.beside({ WEBHOOK_ALLOW_PRIVATE: 'on' });
    for (let n = 0; n < 30; n++) await happens(n, n % 2 === 0 ? one : two);
    await Promise.all([runDue(), runDue(other)]);
    await Promise.all([runDue(), runDue(other)]);
    await other.close();
    expect(numbers().filter((n) => Number(n) % 2 === 0)).toEqual([...Array(15).keys()].map((n) => n * 2));
    expect(numbers().filter((n) => Number(n) % 2 === 1)).toEqual([...Array(15).keys()].map((n) => n * 2 + 1));
  });

  it('wait while paused, and say when an action does not fit', async () => {
    const { id } = await tells();
    await endpoints.pause(id, actor);
    await expect(endpoints.pause(id, actor)).rejects.toMatchObject({ code: 'webhook.status_refused' });
    await happens(1);
    await endpoints.test(id, actor);
    await runDue();
    expect(receiver.got).toEqual([]);
    await endpoints.resume(id, actor);
    await runDue();
    expect(receiver.told.map(({ type }) => type).sort()).toEqual(['letter.sent', 'webhook.test']);
    await expect(endpoints.resume(two, actor)).rejects.toMatchObject({ code: 'webhook.not_found' });
  });

  it('forget events and deliveries after 30 days', async () => {
    const { id } = await tells();
    await happens(1);
    await runDue();
    world.clock.advance(31 * 86_400_000);
    await happens(2);
    await runDue();
    await world.get(RetentionService).apply('system');
    expect((await deliveries.list(id)).rows).toHaveLength(1);
    expect((await events()).map(({ data }) => data)).toEqual([{ n: 2 }]);
  });

  describe('in the open internet', () => {
    let outside: World;
    beforeAll(async () => {
      outside = await world.beside();
    });
    afterAll(() => outside.close());

    const post = (url: string) => outside.get(WebhookClient).post(url, {}, '{}');

    it('reach no private machine, by address or by name, and refuse such an endpoint at once', async () => {
      const refused = { outcome: 'not_allowed', httpStatus: null };
      const literals = [
        '127.0.0.1',
        '0x7f.1',
        '2130706433',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '10.0.0.1',
        '169.254.169.254',
        '[fd00::1]',
      ];
      for (const host of literals) {
        expect([host, await post(`https://${host}:8443/`)]).toEqual([host, refused]);
        const wanted = { url: `https://${host}:8443/`, description: 'A receiver', types: ['letter.sent'] };
        await expect(outside.get(WebhookEndpoints).create(wanted, actor)).rejects.toMatchObject({
          code: 'webhook.address_refused',
        });
      }
      for (const addresses of [
        ['127.0.0.1'],
        ['::1'],
        ['8.8.8.8', '10.0.0.1'],
        ['169.254.169.254'],
        ['::ffff:127.0.0.1'],
        ['64:ff9b::7f00:1'],
      ]) {
        outside.dns.addresses.set('inside.example.org', () => addresses);
        expect([addresses, await post('https://inside.example.org/')]).toEqual([addresses, refused]);
      }
      expect(await post('https://nowhere.example.org/')).toEqual({ outcome: 'unknown_host', httpStatus: null });
      expect(receiver.got).toEqual([]);
    });

    it('are not led inside by a name that changes its mind: it is asked once, and the connection goes to what was judged', async () => {
      let asked = 0;
      world.dns.addresses.set('rebinding.example.org', () => (asked++ === 0 ? ['127.0.0.1'] : ['203.0.113.1']));
      expect(await world.get(WebhookClient).post(receiver.url('/named', 'rebinding.example.org'), {}, '{}')).toEqual({
        outcome: 'delivered',
        httpStatus: 200,
      });
      expect([asked, receiver.got.at(-1)?.headers.host]).toEqual([1, `rebinding.example.org:${receiver.port}`]);
      const answers = [['203.0.113.1'], ['127.0.0.1']];
      outside.dns.addresses.set('rebinding.example.org', () => answers.shift() ?? []);
      outside.get(WebhookClient).patience = 300;
      const first = await post('https://rebinding.example.org/');
      const second = await post('https://rebinding.example.org/');
      expect([first.outcome, second.outcome]).not.toContain('delivered');
      expect(second).toEqual({ outcome: 'not_allowed', httpStatus: null });
    });
  });
});
