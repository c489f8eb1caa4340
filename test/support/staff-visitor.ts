import type { Server } from './server.js';
import { postForm } from './visitor.js';

const password = 'a long password for tests';

/** A signed-in person of the staff as a browser without JavaScript. */
export class StaffVisitor {
  private constructor(
    private readonly server: Server,
    readonly cookie: string,
    readonly csrf: string,
  ) {}

  /** Accepts an invitation and signs in. */
  static async joins(server: Server, link: string, email: string): Promise<StaffVisitor> {
    await (await postForm(link, { name: email.split('@')[0] ?? '', email, password })).text();
    return StaffVisitor.returns(server, email);
  }

  /** Signs in again. */
  static async returns(server: Server, email: string): Promise<StaffVisitor> {
    const answer = await postForm(`${server.url}/admin/sign-in`, { email, password });
    await answer.text();
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { text } = await new StaffVisitor(server, cookie, '').looksAt('/admin');
    return new StaffVisitor(server, cookie, /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '');
  }

  /** Another person, invited by this one. */
  async invites(role: string, email = `${role}@example.org`): Promise<StaffVisitor> {
    const { text } = await this.sends('/admin/staff', { email, role });
    return StaffVisitor.joins(this.server, /<code>([^<]+)<\/code>/.exec(text)?.[1] ?? '', email);
  }

  async looksAt(path: string) {
    const answer = await fetch(`${this.server.url}${path}`, { headers: { cookie: this.cookie }, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  async sends(path: string, fields: Record<string, string | string[]> = {}) {
    const answer = await postForm(
      `${this.server.url}${path}`,
      { _csrf: this.csrf, ...fields },
      { cookie: this.cookie },
    );
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  }

  /** Sends a form with a file. */
  async uploads(path: string, file: Buffer, fields: Record<string, string> = {}) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ _csrf: this.csrf, ...fields })) body.append(name, value);
    body.append('file', new Blob([new Uint8Array(file)]), 'picture');
    const headers = { cookie: this.cookie, accept: 'text/html' };
    const answer = await fetch(`${this.server.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  }
}
