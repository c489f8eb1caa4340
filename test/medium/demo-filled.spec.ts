import { fillDemo } from '../../src/commands/demo-filled.js';
import { FirstCampaign } from '../../src/campaign-files/first-campaign.service.js';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { SignaturesDemo } from '../../src/petitions/demo/signatures-demo.service.js';
import { findCountDifferences } from '../../src/petitions/counts.sql.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { World } from '../support/world.js';

describe('a filled demonstration', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.get(FirstCampaign).loadShipped();
  });
  afterAll(() => world.close());
  const fill = () => fillDemo({ get: (service: never) => world.get(service) } as never);

  it('has three campaigns and 20 000 signatures of people at example.org, counted as if they had signed', async () => {
    const added = await fill();
    expect(Object.values(added).reduce((sum, n) => sum + n, 0)).toBe(20_000);
    const { prisma } = world.database;
    expect((await prisma.campaign.findMany({ orderBy: { slug: 'asc' } })).map(({ slug }) => slug)).toEqual([
      'clean-river',
      'open-the-archive',
      'reconsider',
    ]);
    for (const [slug, n] of Object.entries(added)) {
      const rows = await prisma.signature.groupBy({ by: ['status'], where: { petition: { slug } }, _count: true });
      const of = (status: string): number => rows.find((row) => row.status === status)?._count ?? 0;
      expect([of('confirmed') + of('pending'), of('confirmed') > n * 0.8, of('pending') > n * 0.05]).toEqual([
        n,
        true,
        true,
      ]);
      const { signatureCount } = await world.get(PetitionsService).getPublic(slug, 'en');
      expect(signatureCount).toBe(of('confirmed'));
      const petition = await prisma.petition.findUniqueOrThrow({ where: { slug } });
      expect(petition.lastNumber).toBe(of('confirmed'));
    }
    expect(await prisma.supporter.count({ where: { NOT: { email: { endsWith: '@example.org' } } } })).toBe(0);
    expect(await prisma.signature.count({ where: { signedAt: { gt: world.clock.now() } } })).toBe(0);
    expect(await world.database.run(findCountDifferences, [])).toEqual([]);
  });

  it('is filled once', async () => {
    expect(Object.values(await fill())).toEqual([0, 0, 0]);
    expect(await world.database.prisma.signature.count()).toBe(20_000);
  });

  it('is refused where real mail is sent', async () => {
    const real = await world.beside({ SMTP_URL: 'smtp://mail.example.org:2525' });
    await expect(real.get(SignaturesDemo).fill('clean-river', 10)).rejects.toMatchObject({ code: 'demo.real_mail' });
    await real.close();
  });
});
