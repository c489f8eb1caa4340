/** The site could not be asked, or did not answer as such a site does. */
export class Unreachable extends Error {}

/** What the petition's own API says. */
export interface Published {
  signatureCount: number;
  byCountry: { country: string; count: number }[];
}

/** Where a log is read: an installation, over HTTP or otherwise. */
export interface Site {
  /** Below the log's address; null when it is not there @throws Unreachable */
  read: (path: string) => Promise<Buffer | null>;
  /** @throws Unreachable */
  published: () => Promise<Published>;
}

const patientMilliseconds = 20_000;

async function get(address: string): Promise<Buffer | null> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patientMilliseconds) }).catch((error: unknown) => {
    throw new Unreachable(`${address} cannot be reached (${(error as Error).message}).`);
  });
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Unreachable(`${address} answered ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}

/** @param address of a petition's page, or of its log @returns null when it is neither */
export function siteAt(address: string): Site | null {
  const found = /^(https?:\/\/[^/]+)\/petitions\/([a-z0-9-]+)(\/log(?:\/\d+)?)?\/?$/.exec(address);
  if (!found) return null;
  const [, origin = '', slug = '', log = '/log'] = found;
  return {
    read: (path) => get(`${origin}/petitions/${slug}${log}/${path}`),
    published: async () => {
      const api = `${origin}/api/v1/petitions/${slug}`;
      const body = await get(api);
      try {
        const said = JSON.parse(body?.toString('utf8') ?? '') as Published;
        if (Number.isInteger(said.signatureCount) && Array.isArray(said.byCountry)) return said;
      } catch {
        // The sentence below says it.
      }
      throw new Unreachable(`${api} does not say how many signed.`);
    },
  };
}
