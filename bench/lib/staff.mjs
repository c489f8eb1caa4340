// A first owner of the installation, signed in as a person would be: by the forms.

const owner = { name: 'Olga Owner', email: 'owner@example.org', password: 'a long password for the benchmark' };

/** @returns the cookie header of the session */
export async function signInOwner(app) {
  const post = (path, fields) =>
    fetch(app.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  const made = await post(app.setupPath(), owner);
  if (made.status !== 303) throw new Error(`The set-up answered ${made.status}.`);
  const signedIn = await post('/admin/sign-in', owner);
  const cookie = signedIn.headers.getSetCookie().find((text) => text.startsWith('__Host-demarche='));
  if (!cookie) throw new Error(`The sign-in answered ${signedIn.status} without a session.`);
  return cookie.split(';')[0];
}
