import type { CampaignFile } from './campaign-file.schema.js';

/** Earlier short name → the one it gets. */
type Names = ReadonlyMap<string, string>;

/** Short names that are taken here, by what they name. */
export interface Taken {
  petitions: readonly string[];
  demands: readonly string[];
  texts: readonly string[];
}

const longest = 60;

/** New names for those that are taken: the old one and the campaign's, with a number where that is taken too. */
function namesFor(all: readonly string[], taken: readonly string[], suffix: string): Names {
  const used = new Set([...all, ...taken]);
  return new Map(
    all
      .filter((name) => taken.includes(name))
      .map((name) => {
        for (let n = 1; ; n++) {
          const end = n === 1 ? `-${suffix}` : `-${suffix}-${n}`;
          const candidate = `${name.slice(0, longest - end.length).replace(/-$/, '')}${end}`;
          if (used.has(candidate)) continue;
          used.add(candidate);
          return [name, candidate];
        }
      }),
  );
}

/** The file under another short name: taken addresses get new ones, and what refers to them follows. */
export function renamed(file: CampaignFile, slug: string, taken: Taken): CampaignFile {
  const petitions = namesFor(
    file.petitions.map((one) => one.slug),
    taken.petitions,
    slug,
  );
  const demands = namesFor(
    file.demands.map((one) => one.slug),
    taken.demands,
    slug,
  );
  const texts = namesFor(
    file.texts.map((one) => one.slug),
    taken.texts,
    slug,
  );
  const now = <Name extends string | null>(names: Names, name: Name): Name | string =>
    name === null ? name : (names.get(name) ?? name);
  const targets = { open_petition: petitions, publish_text: texts, none: new Map(), send_digest: new Map() };
  return {
    ...file,
    campaign: { ...file.campaign, slug },
    plan: file.plan.map((one) => ({
      ...one,
      triggerTarget: now(targets[one.trigger], one.triggerTarget),
      demand: now(demands, one.demand),
    })),
    texts: file.texts.map((one) => ({ ...one, slug: now(texts, one.slug), demand: now(demands, one.demand) })),
    demands: file.demands.map((one) => ({
      ...one,
      slug: now(demands, one.slug),
      replaces: now(demands, one.replaces),
    })),
    petitions: file.petitions.map((one) => ({
      ...one,
      slug: now(petitions, one.slug),
      predecessor: now(petitions, one.predecessor),
      demands: one.demands.map((name) => now(demands, name)),
    })),
  };
}

/** The file with these pictures; where one has another name, what shows it follows. */
export function withPictures(file: CampaignFile, pictures: CampaignFile['pictures'], names: Names): CampaignFile {
  if (names.size === 0) return file;
  let rest = JSON.stringify({ ...file, pictures: [] });
  // A name is a hash and a size: nothing else can look like it.
  for (const [from, to] of names) rest = rest.replaceAll(from, to);
  return { ...(JSON.parse(rest) as CampaignFile), pictures };
}

/** The file as a beginning: nothing in it is published, nothing has happened yet. */
export function asDrafts(file: CampaignFile): CampaignFile {
  const kept = new Set(file.demands.flatMap(({ slug, status }) => (status === 'withdrawn' ? [] : [slug])));
  const still = (slug: string | null): string | null => (slug !== null && kept.has(slug) ? slug : null);
  return {
    ...file,
    plan: file.plan.map((one) => ({ ...one, status: 'planned', evidenceUrl: null, demand: still(one.demand) })),
    texts: file.texts.map((one) => ({ ...one, status: 'draft', publishedAt: null, demand: still(one.demand) })),
    demands: file.demands
      .filter(({ status }) => status !== 'withdrawn')
      .map((one) => ({ ...one, status: 'draft', statedOn: null, replaces: null })),
    petitions: file.petitions.map((one) => ({
      ...one,
      publishedAt: null,
      closedAt: null,
      archivedAt: null,
      hiddenAt: null,
      hiddenReason: null,
      outcome: null,
      predecessor: null,
      changeReason: null,
      demands: one.demands.filter((slug) => kept.has(slug)),
      texts: {},
      translatedFrom: {},
      draft: one.draft ?? { texts: one.texts, reason: null, translatedFrom: one.translatedFrom },
      notes: [],
    })),
  };
}
