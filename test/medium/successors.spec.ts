import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { draftForm } from '../../src/petitions/drafts/drafts.schema.js';
import { DraftPublishing } from '../../src/petitions/drafts/draft-publishing.service.js';
import { PetitionDrafts } from '../../src/petitions/drafts/petition-drafts.service.js';
import { PetitionsInPlan } from '../../src/petitions/petitions.plan.js';
import { PetitionSettingsService } from '../../src/petitions/settings/petition-settings.service.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { PetitionCreation } from '../../src/petitions/settings/petition-creation.service.js';
import { PetitionVersions } from '../../src/petitions/versions/petition-versions.service.js';
import { Successors } from '../../src/petitions/successors/successors.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { World } from '../support/world.js';

const [writer, editor] = ['staff:1', 'staff:2'];

describe('a petition whose request changes', () => {
  let world: World;
  let earlier: string;
  let laterId: string;
  const later = 'asks-for-more';
  const successors = () => world.get(Successors);
  const people = ['keep@example.org', 'take@example.org', 'silent@example.org', 'stopped@example.org'];
  const mailsTo = (email: string) => world.smtp.to(email).filter(({ subject }) => subject?.includes('something else'));
  const linkTo = (email: string) => /\/k\/([\w-]+)/.exec(String(mailsTo(email).at(-1)?.text))?.[1] ?? '';
  const counts = async () => [await world.countOf(earlier), await world.countOf(later)];

  beforeAll(async () => {
    world = await World.create();
    await world.get(ClaimsReference).load();
    earlier = await world.openPetition();
    for (const email of people) await world.confirms(earlier, email);
    await world.fillsIn(earlier, 'never-confirmed@example.org');
    await world.unsubscribes((await world.tokensOf(earlier, 'stopped@example.org')).unsubscribe);
    await world.sendDue();
  });
  afterAll(() => world.close());

  it('is published as another petition, with its reason; the earlier one closes and both name each other', async () => {
    await world.get(PetitionCreation).succeed(earlier, { slug: later, reason: 'The files were burnt.' }, writer);
    const drafts = world.get(PetitionDrafts);
    const { revision, texts } = await drafts.of(later);
    const form = await validate(draftForm, {
      locale: 'en',
      revision: String(revision),
      title: 'We ask for more',
      summary: 'A summary.',
      body: '## Why\n\nBecause. [S1]',
      ask: 'Look twice.',
      shareText: 'Look twice.',
      reason: 'The files were burnt.',
    });
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(['en', 'fr']));
    await drafts.save(later, form, writer);
    await world.get(DraftPublishing).publish(later, (await drafts.of(later)).revision, editor);
    laterId = await world.get(PetitionsService).idOf(later);
    const [before, after] = await Promise.all([
      world.get(PetitionsService).getPage(earlier, 'en'),
      world.get(PetitionsService).getPage(later, 'en'),
    ]);
    expect(before.figures).toMatchObject({ status: 'closed', successor: later });
    expect(after.figures).toMatchObject({ status: 'open', predecessor: earlier, signatureCount: 0 });
    expect(before.succession.after).toEqual({ slug: later, title: 'We ask for more' });
    expect((await world.get(PetitionVersions).list(laterId))[0]).toMatchObject({
      change: 'ask',
      reason: 'The files were burnt.',
    });
    await expect(
      world.get(PetitionCreation).succeed(earlier, { slug: 'once-more', reason: 'x' }, writer),
    ).rejects.toMatchObject({ code: 'petition.has_successor' });
  });

  it('asks each earlier signer once, whatever is repeated, and nobody who did not confirm or stopped our emails', async () => {
    await Promise.all([successors().ask(laterId), successors().ask(laterId)]);
    await successors().ask(laterId);
    await world.sendDue();
    expect(people.map((email) => mailsTo(email).length)).toEqual([1, 1, 1, 0]);
    expect(mailsTo('never-confirmed@example.org')).toEqual([]);
    expect(await counts()).toEqual([4, 0]);
  });

  it('counts who keeps the signature under both, once, with a consent of its own', async () => {
    const token = linkTo('keep@example.org');
    expect(await successors().look(token, null)).toMatchObject({ reason: 'The files were burnt.', answer: null });
    await successors().keep(token);
    await successors().keep(token);
    expect(await counts()).toEqual([4, 1]);
    const kept = await world.signatureOf(later, 'keep@example.org');
    expect(kept).toMatchObject({ status: 'confirmed', number: 1, version: 1, showName: false, source: 'kept' });
    const consents = await world.database.prisma.consent.findMany({ where: { subjectId: kept.id } });
    expect(consents.map(({ purpose, given, method }) => ({ purpose, given, method }))).toEqual([
      { purpose: 'signature', given: true, method: 'link' },
    ]);
    expect(await world.jobs.recount()).toBe(0);
  });

  it('erases the earlier signature of who takes it back, and leaves who says nothing where they are', async () => {
    await successors().takeBack(linkTo('take@example.org'));
    expect(await counts()).toEqual([3, 1]);
    await expect(successors().look(linkTo('take@example.org'), null)).rejects.toMatchObject({ code: 'link.invalid' });
    expect(await successors().answersOf(laterId)).toEqual({ asked: 4, kept: 1, takenBack: 1 });
    expect(await world.signatureOf(earlier, 'silent@example.org')).toMatchObject({ status: 'confirmed' });
    expect(await world.jobs.recount()).toBe(0);
  });

  it('does nothing with a link that was made for something else', async () => {
    const { confirm } = await world.tokensOf(earlier, 'silent@example.org');
    await expect(successors().keep(confirm)).rejects.toMatchObject({ code: 'link.invalid' });
  });

  it('asks whoever confirms later, and can be answered when the earlier petition is withdrawn from view', async () => {
    const { confirm } = await world.tokensOf(earlier, 'never-confirmed@example.org');
    await world.opens(confirm);
    await successors().askMissed();
    await world.sendDue();
    expect(mailsTo('never-confirmed@example.org')).toHaveLength(1);
    await world.get(PetitionSettingsService).hide(earlier, 'A reason.', writer);
    const token = linkTo('never-confirmed@example.org');
    expect((await successors().look(token, null)).answer).toBeNull();
    await successors().takeBack(token);
    await world.get(PetitionSettingsService).hide(earlier, null, writer);
    expect(await counts()).toEqual([3, 1]);
  });

  it('keeps the earlier petition closed, whatever the plan says', async () => {
    const campaignId = await world.get(PetitionsService).campaignOf(earlier);
    await expect(
      world.database.transaction((tx) => world.get(PetitionsInPlan).open(tx, earlier, editor, campaignId)),
    ).rejects.toMatchObject({ code: 'petition.closed' });
  });
});
