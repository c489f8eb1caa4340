import { CampaignManagement } from '../../src/campaigns/campaign-management.service.js';
import type { CampaignSettings } from '../../src/campaigns/campaign-form.schema.js';
import { campaignForm, newCampaignForm } from '../../src/campaigns/campaign-form.schema.js';
import { StaffService } from '../../src/access/staff.service.js';
import { MilestoneTriggers } from '../../src/campaigns/milestone-triggers.service.js';
import { CampaignFiles } from '../../src/campaign-files/campaign-files.service.js';
import { profileForm } from '../../src/campaigns/profile.schema.js';
import { ProfileService } from '../../src/campaigns/profile.service.js';
import { markedFile } from '../support/marked-campaign.js';
import { CampaignsService } from '../../src/campaigns/campaigns.service.js';
import { PlanService } from '../../src/campaigns/plan.service.js';
import { newMilestone } from '../../src/campaigns/campaigns.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { World } from '../support/world.js';

const settings: CampaignSettings = {
  names: { en: 'Open the archive', de: 'Öffnet das Archiv' },
  anchorMonth: null,
  anchorDay: null,
  anchorNames: {},
  timeZone: 'Europe/Berlin',
  locales: ['en', 'de'],
  host: null,
  senderName: null,
  replyTo: null,
};

describe('campaigns', () => {
  let world: World;
  let campaigns: CampaignManagement;
  beforeAll(async () => {
    world = await World.create();
    campaigns = world.get(CampaignManagement);
  });
  afterAll(() => world.close());

  it('may have no day: the plan counts by fixed dates and leads to the end of the year', async () => {
    await campaigns.create('archive', settings, 'staff:a');
    const plan = world.get(PlanService);
    const relative = await validate(newMilestone, { key: 'open', title: 'Open', offsetDays: '-10' });
    await expect(plan.add('archive', 2027, relative, 'staff:a')).rejects.toMatchObject({
      faults: [{ pointer: '/offsetDays', code: 'campaign.no_anchor' }],
    });
    const fixed = await validate(newMilestone, { key: 'open', title: 'Open', fixedOn: '2027-03-01' });
    await plan.add('archive', 2027, fixed, 'staff:a');
    const board = await plan.board('archive', null);
    expect(board).toMatchObject({ year: 2027, anchor: null, end: '2027-12-31', t: null });
    expect(board.milestones).toMatchObject([{ key: 'open', from: '2027-03-01', t: null }]);
    const { id } = await campaigns.get('archive');
    expect(await world.get(CampaignsService).getAnchor(id, 'en')).toBeNull();
  });

  it('tell their own staff what happens in them, and nobody else', async () => {
    const day = { anchorMonth: 3, anchorDay: 1, anchorNames: { en: 'The day' } };
    const { id } = await campaigns.create('digested', { ...settings, names: { en: 'Digested' }, ...day }, 'staff:a');
    const { id: other } = await campaigns.get('archive');
    const people = { 'one@example.org': [id], 'two@example.org': [other], 'all@example.org': [] };
    for (const [email, limits] of Object.entries(people)) {
      await world.get(StaffService).invite({ email, role: 'viewer', campaigns: limits }, 'cli');
      await world.database.prisma.staff.update({ where: { email }, data: { joinedAt: world.clock.now() } });
    }
    const digest = { key: 'digest', title: 'Digest', fixedOn: '2027-02-01', trigger: 'send_digest' };
    await world.get(PlanService).add('digested', 2027, await validate(newMilestone, digest), 'staff:a');
    world.clock.moveTo('2027-02-01T12:00:00Z');
    await world.get(MilestoneTriggers).fireDue();
    await world.sendDue();
    const told = (email: string) =>
      world.smtp
        .to(email)
        .map(({ subject }) => subject)
        .filter((one) => /digest,/.test(one));
    expect(told('one@example.org')).toEqual(['Digested: weekly digest, T−28']);
    expect(told('all@example.org')).toEqual(['Digested: weekly digest, T−28']);
    expect(told('two@example.org')).toEqual([]);
  });

  it('keep their day while something counts from it', async () => {
    const day = { anchorMonth: 2, anchorDay: 29, anchorNames: { en: 'Leap day' } };
    await campaigns.create('leap', { ...settings, ...day }, 'staff:a');
    const relative = await validate(newMilestone, { key: 'open', title: 'Open', offsetDays: '-10' });
    await world.get(PlanService).add('leap', 2027, relative, 'staff:a');
    await expect(campaigns.save('leap', 1, settings, 'staff:a')).rejects.toMatchObject({
      faults: [{ pointer: '/anchorMonth', code: 'campaign.anchor_used' }],
    });
    expect((await world.get(PlanService).board('leap', 2027)).anchor).toBe('2027-02-28');
  });

  it('have a short name and a host name of their own, and are changed by one person at a time', async () => {
    await expect(campaigns.create('leap', settings, 'staff:a')).rejects.toMatchObject({ code: 'campaign.slug_taken' });
    const host = 'archive.example.org';
    await campaigns.save('archive', 1, { ...settings, host }, 'staff:a');
    await expect(campaigns.save('archive', 1, settings, 'staff:b')).rejects.toMatchObject({ code: 'campaign.changed' });
    await expect(campaigns.create('third', { ...settings, host }, 'staff:a')).rejects.toMatchObject({
      faults: [{ pointer: '/host', code: 'campaign.host_taken' }],
    });
    await expect(
      campaigns.create('third', { ...settings, host: 'campaign.example.org' }, 'staff:a'),
    ).rejects.toMatchObject({ faults: [{ pointer: '/host', code: 'campaign.host_of_installation' }] });
  });

  const typed = { slug: 'ok', name_en: 'A name', timeZone: 'UTC', revision: '1' };
  it.each([
    [{ slug: 'new' }, '/slug', 'slug.reserved'],
    [{ slug: 'No slug' }, '/slug', 'field.invalid'],
    [{ name_en: ' ' }, '/name_en', 'field.required'],
    [{ timeZone: 'Europe/Atlantis' }, '/timeZone', 'campaign.zone_unknown'],
    [{ anchorMonth: '2', anchorDay: '30', anchorName_en: 'A day' }, '/anchorDay', 'anchor.invalid'],
    [{ anchorMonth: '2' }, '/anchorDay', 'field.required'],
    [{ anchorMonth: '2', anchorDay: '28' }, '/anchorName_en', 'field.required'],
    [{ host: 'http://x' }, '/host', 'campaign.host_invalid'],
    [{ replyTo: 'nobody' }, '/replyTo', 'email.invalid'],
  ])('refuse %j beside the field', async (wrong, pointer, code) => {
    const refused = await validate(newCampaignForm, { ...typed, ...wrong }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ faults: [{ pointer, code }] });
  });

  it('take what is right, with empty parts left out', async () => {
    const { settings: taken } = await validate(campaignForm, {
      ...typed,
      host: 'Archive.Example.ORG',
      locales: ['de'],
    });
    expect(taken).toEqual({
      ...settings,
      names: { en: 'A name' },
      timeZone: 'UTC',
      locales: ['de'],
      host: 'archive.example.org',
    });
  });

  it('write to their signers by their own name, with their own facts and privacy notice', async () => {
    await world.loadsCampaign();
    await world.get(CampaignFiles).import(markedFile('signed', 'Quagga'), 'cli');
    const { id } = await campaigns.get('signed');
    const { facts } = await validate(profileForm, { organisation: 'Quagga Society', country: 'NL' });
    await world.get(ProfileService).save(id, 0, facts, 'staff:a');
    const slug = await world.database.prisma.petition.findFirstOrThrow({ where: { slug: 'signed-petition' } });
    await world.signs(slug.slug, 'ada@example.org');
    await world.sendDue();
    const [mail] = world.smtp.to('ada@example.org');
    expect(mail?.fromName).toBe('Quagga sender');
    expect(mail?.text).toContain('Quagga Society');
    expect(mail?.text).toContain('https://campaign.example.org/campaigns/signed/privacy?lang=en');
  });
});
