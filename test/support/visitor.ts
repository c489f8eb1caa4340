/** What a visitor's browser, or a program, sends to a server under test. */
const wording = '2026-11';

export const details = (email: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  givenName: 'Ada',
  familyName: 'Lovelace',
  email,
  country: 'GB',
  consents: [{ purpose: 'signature', wording }],
  ...more,
});

export const signaturesPath = (slug = 'reconsider'): string => `/api/v1/petitions/${slug}/signatures`;

export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

export const signBy = (
  url: string,
  email: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Response> => postJson(url + signaturesPath(), details(email, more), headers);

/** Posts a form as a browser without JavaScript does, and follows no redirect. */
export const postForm = (
  url: string,
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): Promise<Response> => {
  const body = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  );
  return fetch(url, { method: 'POST', body, headers: { accept: 'text/html', ...headers }, redirect: 'manual' });
};

/** Presses the one button of a page behind an emailed link. */
export const press = (link: string): Promise<Response> => fetch(link, { method: 'POST', redirect: 'manual' });

/** The number the public sees at a server. */
export async function countAt(url: string, slug = 'reconsider'): Promise<number> {
  const answer = (await (await fetch(`${url}/api/v1/petitions/${slug}`)).json()) as { signatureCount: number };
  return answer.signatureCount;
}

/** The confirmation link in the text of an email. */
export const confirmLinkIn = (text: string | undefined): string => /https?:\S+\/c\/[\w-]+/.exec(text ?? '')?.[0] ?? '';
