import { newId } from '../../src/platform/ids.js';
import { audienceShape, type Audience } from '../../src/updates/audience/audience.schema.js';
import { recipientStates, type RecipientState } from '../../src/updates/recipients.status.js';
import { Freezing } from '../../src/updates/sending/freezing.service.js';
import { NumberWrong } from '../../src/updates/sending/sending.errors.js';
import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';
import { UpdateDispatcher } from '../../src/updates/sending/update-dispatcher.js';
import type { World } from './world.js';

export const [planner, approver] = ['staff:planner', 'staff:approver'];

/** A published update about a petition, as its authors would leave it. */
export async function publishUpdate(
  world: World,
  petition: string,
  texts: Record<string, { title: string; text: string }> = {
    en: { title: 'Parliament has answered', text: 'The answer came today.\n\nRead it on [our page](/petitions).' },
  },
): Promise<string> {
  const { prisma } = world.database;
  const { id: petitionId, campaignId } = await prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
  const id = newId();
  const now = world.clock.now();
  const slug = `news-${id.slice(-8)}`;
  await prisma.campaignUpdate.create({
    data: {
      ...{ id, campaignId, petitionId, slug, texts, authors: ['staff:author'] },
      ...{ state: 'published', publishedAt: now, createdAt: now, updatedAt: now },
    },
  });
  await prisma.updateVersion.create({
    data: { updateId: id, number: 1, hash: '', texts, publishedBy: 'staff:author', publishedAt: now },
  });
  return id;
}

/** People who signed and asked for news. */
export async function readers(
  world: World,
  petition: string,
  emails: readonly string[],
  details: Record<string, unknown> = {},
): Promise<void> {
  for (const email of emails)
    await world.confirms(petition, email, { consents: [{ purpose: 'newsletter', wording: '1' }], ...details });
}

/** Plans and starts the email of an update; its recipients are written down, and it leaves in ten minutes. */
export async function startMailing(world: World, updateId: string, audience: Partial<Audience> = {}): Promise<number> {
  const mailings = world.get(UpdateMailings);
  await mailings.plan(updateId, { audience: audienceShape.parse(audience), notAfter: null }, planner);
  const { revision } = await world.database.prisma.updateMailing.findUniqueOrThrow({ where: { updateId } });
  await mailings.start(updateId, { typed: 0, revision }, planner).catch((error: unknown) => {
    if (!(error instanceof NumberWrong)) throw error;
    return mailings.start(updateId, { typed: error.now, revision }, planner);
  });
  return (await world.get(Freezing).freeze(updateId)) ?? 0;
}

/** Lets the ten minutes pass and sends what may be sent. */
export async function sendsUpdates(world: World): Promise<void> {
  world.clock.advance(10 * 60_000);
  await world.get(UpdateDispatcher).sendDue();
}

/** The states of the recipients by address. */
export async function statesOf(world: World, updateId: string): Promise<Record<string, RecipientState>> {
  const rows = await world.database.prisma.updateRecipient.findMany({ where: { updateId } });
  const people = await world.database.prisma.supporter.findMany({
    where: { id: { in: rows.map((row) => row.supporterId) } },
  });
  const names = new Map(
    Object.entries(recipientStates).map(([name, code]) => [code as number, name as RecipientState]),
  );
  return Object.fromEntries(
    rows.map(({ supporterId, state }) => [
      people.find(({ id }) => id === supporterId)?.email ?? '',
      names.get(state) ?? 'skipped',
    ]),
  );
}

/** The sums of a mailing that are not zero; they must add up to what was written down. */
export async function sumsOf(world: World, updateId: string): Promise<Partial<Record<RecipientState, number>>> {
  const status = await world.get(UpdateMailings).statusOf(updateId);
  if (!status) throw new Error('No mailing is planned.');
  const sums = Object.entries(status.counts).filter(([, n]) => n > 0);
  const total = sums.reduce((sum, [, n]) => sum + n, 0);
  if (status.frozen !== null && total !== status.frozen)
    throw new Error(`The sums are ${total}, not ${status.frozen}.`);
  return Object.fromEntries(sums);
}
