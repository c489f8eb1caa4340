import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImapMailbox } from '../../src/replies/inbox/imap-mailbox.js';
import { cyrillic, plain } from '../support/inbound-mails.js';
import { ImapFolder } from '../support/imap-folder.js';

describe('a mailbox on an IMAP server', () => {
  let folder: ImapFolder;
  beforeAll(async () => {
    folder = await ImapFolder.open();
    folder.messages
      .set(3, plain({ text: 'The first' }))
      .set(8, cyrillic)
      .set(9, Buffer.concat([plain(), Buffer.alloc(5_000, 'x')]));
  });
  afterAll(() => folder.close());

  it('is opened to read only, and what is new in it is read whole, or by its headers when it is large', async () => {
    const seen = await new ImapMailbox(folder.url()).visit(async (open) => {
      expect(open.uidValidity).toBe(7n);
      expect(await open.uidsAfter(0)).toEqual([3, 8, 9]);
      expect(await open.uidsAfter(9)).toEqual([]);
      return [
        await open.read(3, 2_000),
        await open.read(8, 2_000),
        await open.read(9, 2_000),
        await open.read(4, 2_000),
      ];
    });
    const large = folder.messages.get(9) ?? Buffer.alloc(0);
    expect(seen[0]).toEqual({ raw: folder.messages.get(3), size: folder.messages.get(3)?.length, isWhole: true });
    expect(seen[1]?.raw.equals(cyrillic)).toBe(true);
    expect(seen[2]).toEqual({
      raw: large.subarray(0, large.indexOf('\r\n\r\n') + 4),
      size: large.length,
      isWhole: false,
    });
    expect(seen[3]).toBeNull();
    // Nothing that changes a mailbox was said.
    expect(
      folder.told.filter((command) => /SELECT|STORE|EXPUNGE|MOVE|COPY|APPEND|DELETE|BODY\[/i.test(command)),
    ).toEqual([]);
    expect(folder.told).toContainEqual(expect.stringMatching(/^EXAMINE /));
  });

  it('that lets nobody in, breaks off or is not there makes the visit fail, and nothing else', async () => {
    await expect(new ImapMailbox(folder.url('campaign:wrong')).visit(() => Promise.resolve())).rejects.toThrow();
    await expect(
      new ImapMailbox(folder.url()).visit(() => Promise.reject(new Error('the work failed'))),
    ).rejects.toThrow('the work failed');
    await expect(new ImapMailbox('imap://a:b@127.0.0.1:1/').visit(() => Promise.resolve())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
