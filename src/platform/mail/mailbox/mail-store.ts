import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../ids.js';
import type { MailboxLimits } from './limits.js';
import { readMail, type MailContent } from './read-mail.js';

export interface KeptMail extends MailContent {
  id: string;
  receivedAt: Date;
  /** Bytes of the whole */
  size: number;
  /** Arrived since the start and not opened yet */
  isNew: boolean;
}

type MailFile = Pick<KeptMail, 'id' | 'receivedAt' | 'size'>;

const ending = '.eml';

/** Emails in a folder, one file each. What lists and searches need is also in memory; the content of attachments is not. */
export class MailStore {
  /** Oldest first */
  private mails: KeptMail[] = [];
  private readonly watchers = new Set<() => void>();
  /** Settles when the emails of earlier starts are loaded; new ones are accepted before that. */
  readonly restored: Promise<void>;

  private constructor(
    private readonly folder: string,
    private readonly limits: MailboxLimits,
    files: readonly MailFile[],
  ) {
    this.restored = this.restore(files);
  }

  /** Opens the folder, creating it if necessary; only its owner can read it. */
  static async open(folder: string, limits: MailboxLimits): Promise<MailStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new MailStore(folder, limits, await filesIn(folder));
  }

  get size(): number {
    return this.mails.length;
  }

  /** Newest first. @param words all of them must be in the subject, an address or the text */
  find(words = ''): KeptMail[] {
    const wanted = folded(words).split(/\s+/).filter(Boolean);
    const matches = (mail: KeptMail): boolean => {
      const content = searchable(mail);
      return wanted.every((word) => content.includes(word));
    };
    return (wanted.length === 0 ? [...this.mails] : this.mails.filter(matches)).reverse();
  }

  get(id: string): KeptMail | null {
    return this.mails.find((mail) => mail.id === id) ?? null;
  }

  /** The message as it arrived, without the delivery lines above it. */
  raw({ id }: MailFile): Promise<Buffer> {
    return readFile(this.fileOf(id));
  }

  /** Stores a message; once this resolves it is on disk and in the list. Drops the oldest emails where the limits require it. */
  async add(raw: Buffer): Promise<void> {
    const file = { id: newId(), receivedAt: new Date(), size: raw.length };
    const half = join(this.folder, `${file.id}.part`);
    // Emails contain links that act: nobody else on this machine can read the files.
    await writeFile(half, raw, { mode: 0o600 });
    await rename(half, this.fileOf(file.id));
    this.mails.push({ ...file, isNew: true, ...(await readMail(raw)) });
    await this.dropOldest();
    this.tell();
  }

  async remove(mails: readonly KeptMail[]): Promise<void> {
    const gone = new Set(mails);
    this.mails = this.mails.filter((mail) => !gone.has(mail));
    for (const { id } of gone) await rm(this.fileOf(id), { force: true });
    this.tell();
  }

  markOpened(mail: KeptMail): void {
    if (!mail.isNew) return;
    mail.isNew = false;
    this.tell();
  }

  /** Calls back on every change of the list. @returns what ends that */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  private async restore(files: readonly MailFile[]): Promise<void> {
    for (const file of files) {
      const raw = await this.raw(file).catch(() => null);
      // A file that cannot be read is left alone.
      if (raw) this.mails.push({ ...file, isNew: false, ...(await readMail(raw)) });
    }
    this.mails.sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
    await this.dropOldest();
    this.tell();
  }

  private async dropOldest(): Promise<void> {
    let bytes = this.mails.reduce((sum, { size }) => sum + size, 0);
    const dropped: KeptMail[] = [];
    while (this.mails.length > this.limits.mails || bytes > this.limits.bytes) {
      const oldest = this.mails.shift();
      if (!oldest) break;
      bytes -= oldest.size;
      dropped.push(oldest);
    }
    for (const { id } of dropped) await rm(this.fileOf(id), { force: true });
  }

  private fileOf(id: string): string {
    return join(this.folder, id + ending);
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

/** The emails in a folder, oldest first. A file left half written by a kill was never acknowledged, and is deleted. */
async function filesIn(folder: string): Promise<MailFile[]> {
  const names = await readdir(folder);
  for (const name of names) if (name.endsWith('.part')) await rm(join(folder, name), { force: true });
  const files: MailFile[] = [];
  for (const name of names.filter((each) => each.endsWith(ending))) {
    const { mtime, size } = await stat(join(folder, name));
    files.push({ id: name.slice(0, -ending.length), receivedAt: mtime, size });
  }
  return files.sort(
    (one, other) => one.receivedAt.getTime() - other.receivedAt.getTime() || (one.id < other.id ? -1 : 1),
  );
}

/** Text normalised for comparison: case and the encoding of accents make no difference. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase();

function searchable({ subject, from, to, cc, deliveredTo, text }: KeptMail): string {
  const addresses = [...from, ...to, ...cc].flatMap(({ name, address }) => [name, address]);
  return folded([subject, ...addresses, ...deliveredTo, text].join('\n'));
}
