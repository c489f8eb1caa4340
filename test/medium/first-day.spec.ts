import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FirstDay } from '../../src/admin/overview/first-day.js';
import { CampaignManagement } from '../../src/campaigns/campaign-management.service.js';
import { CampaignsService } from '../../src/campaigns/campaigns.service.js';
import { requiredFacts, type ProfileFacts } from '../../src/campaigns/profile.schema.js';
import { ProfileService } from '../../src/campaigns/profile.service.js';
import { ChannelsService } from '../../src/ministries/channels.service.js';
import { newChannel } from '../../src/ministries/ministries.schema.js';
import { PetitionCreation } from '../../src/petitions/settings/petition-creation.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { StaffPerson } from '../support/staff-person.js';
import { World } from '../support/world.js';

describe('the first day', () => {
  let world: World;
  let owner: StaffPerson;
  const campaign = async () => (await world.get(CampaignsService).list())[0] ?? null;
  const stepsFor = async (role = 'owner', at = world) =>
    at.get(FirstDay).stepsFor({ id: owner.id, role, campaign: await campaign() });
  const open = async () => (await stepsFor())?.filter(({ done }) => !done).map(({ what }) => what);

  beforeAll(async () => {
    world = await World.create({ SMTP_URL: 'smtp://mail.example.org' });
    await world.get(TreatiesReference).load();
    owner = await StaffPerson.joins(world, 'owner');
    const anchor = { anchorMonth: 4, anchorDay: 4, anchorNames: { en: 'The day' } };
    const settings = {
      ...anchor,
      timeZone: 'Europe/Brussels',
      locales: [],
      host: null,
      senderName: null,
      replyTo: null,
    };
    await world.get(CampaignManagement).create('test', { names: { en: 'Test' }, ...settings }, 'cli');
  });
  afterAll(() => world.close());

  it('lists for an owner what is not done, step by step, until everything is', async () => {
    const steps = [
      'Say who stands behind the campaign',
      'Protect your account with a second factor',
      'Invite a second person who may approve',
      'Publish the petition',
      'Have the first address of a ministry verified',
      'Arrange backups, and say how long they are kept',
    ];
    expect(await open()).toEqual(steps);

    const id = (await campaign())?.id ?? '';
    await world.get(ProfileService).save(id, 0, { backupDays: 30 }, 'cli');
    expect(await open()).toEqual(steps.slice(0, 5));
    const names = Object.keys(requiredFacts);
    const facts: ProfileFacts = { ...Object.fromEntries(names.map((name) => [name, 'x'])), funding: { en: 'Gifts.' } };
    await world.get(ProfileService).save(id, 1, { ...facts, backupDays: 30 }, 'cli');
    expect(await open()).toEqual(steps.slice(1, 5));

    await owner.setsUpTotp();
    await StaffPerson.joins(world, 'viewer');
    expect(await open()).toEqual(steps.slice(2, 5));
    await StaffPerson.joins(world, 'reviewer');
    expect(await open()).toEqual(steps.slice(3, 5));

    await world.get(PetitionCreation).create(id, { slug: 'a-draft', title: 'A draft', copyOf: '' }, 'cli');
    expect(await open()).toEqual(steps.slice(3, 5));
    await world.openPetition();
    expect(await open()).toEqual(steps.slice(4, 5));

    const address = { kind: 'email', address: 'office@mfa.td', source: 'Its page', confidence: 'high' };
    const channel = await world.get(ChannelsService).add('TD', await validate(newChannel, address), 'cli');
    expect(await open()).toEqual(steps.slice(4, 5));
    await world.get(ChannelsService).verify('TD', channel, `staff:${owner.id}`);
    expect(await stepsFor()).toBeNull();
  });

  it('is an owner’s alone', async () => expect(await stepsFor('campaigner')).toBeNull());

  it('includes the mail server, unless this process cannot know whether there is one', async () => {
    const email = expect.objectContaining({ done: false, href: null, hint: expect.stringContaining('SMTP_URL') });
    const local = await world.beside({});
    expect(await stepsFor('owner', local)).toContainEqual(email);
    await local.close();
    const web = await world.beside({ ROLE: 'web' });
    expect(await stepsFor('owner', web)).toBeNull();
    await web.close();
  });
});
