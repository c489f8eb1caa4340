import fc from 'fast-check';
import { backoffMilliseconds, judge } from './smtp.answers.js';

const answer = (command: string, response: string) =>
  Object.assign(new Error('refused'), {
    code: 'EENVELOPE',
    command,
    responseCode: Number(response.slice(0, 3)),
    response,
  });

describe('judge', () => {
  it.each([
    ['RCPT TO', '550 5.1.1 unknown user', 'mailbox_unknown', 'permanent', true],
    ['RCPT TO', '550-5.1.1 The account does not exist', 'mailbox_unknown', 'permanent', true],
    ['RCPT TO', '550 5.2.1 disabled', 'mailbox_disabled', 'permanent', true],
    ['RCPT TO', '556 5.1.10 null MX', 'mailbox_unknown', 'permanent', true],
    ['RCPT TO', '552 5.2.2 over quota', 'mailbox_full', 'temporary', false],
    ['RCPT TO', '452 too many recipients', 'mailbox_full', 'temporary', false],
    ['RCPT TO', '450 4.7.1 greylisted', 'greylisted', 'temporary', false],
    ['RCPT TO', '550 5.7.1 blocked', 'refused_by_policy', 'permanent', false],
    ['RCPT TO', '550 no such user here', 'recipient_refused', 'permanent', false],
    ['RCPT TO', '551 user not local', 'recipient_refused', 'permanent', false],
    ['RCPT TO', '553-sorry\n553 your network is listed', 'recipient_refused', 'permanent', false],
    ['RCPT TO', '554 relay access denied', 'permanent_failure', 'permanent', false],
    ['RCPT TO', '550 5.7.1 relaying denied', 'refused_by_policy', 'permanent', false],
    ['RCPT TO', '550 5.4.1 access denied', 'too_many_messages', 'temporary', false],
    ['RCPT TO', '554 5.6.1 content not supported', 'permanent_failure', 'permanent', false],
    ['RCPT TO', '550 5.3.0 system error', 'too_many_messages', 'temporary', false],
    ['RCPT TO', '550 5.1.0 address rejected', 'permanent_failure', 'permanent', false],
    ['RCPT TO', '550 5.1.8 sender refused', 'permanent_failure', 'permanent', false],
    ['RCPT TO', '421 4.7.28 too much mail', 'greylisted', 'temporary', false],
    ['DATA', '554 5.7.1 spam', 'refused_by_policy', 'permanent', false],
    ['DATA', '554 transaction failed', 'permanent_failure', 'permanent', false],
    ['DATA', '450 4.2.0 later', 'too_many_messages', 'temporary', false],
    ['DATA', '451 local error', 'temporary_failure', 'temporary', false],
  ] as const)('after %s takes "%s" for %s', (command, response, rule, kind, suppress) => {
    expect(judge(answer(command, response))).toMatchObject({
      rule,
      class: kind,
      suppress,
      code: Number(response.slice(0, 3)),
    });
  });

  it.each([
    ['CONN', '554 5.7.1 your network is blocked'],
    ['EHLO', '550 5.1.1 what'],
    ['AUTH PLAIN', '535 5.7.8 wrong password'],
    ['STARTTLS', '454 4.7.0 no TLS now'],
  ])('takes a refusal at %s for a trouble between the servers, not for one of the recipient', (command, response) => {
    expect(judge(answer(command, response))).toMatchObject({ class: 'unreachable', suppress: false });
  });

  it('does not blame the recipient for a refusal of our own sender address, or of the text', () => {
    for (const command of ['MAIL FROM', 'DATA'])
      expect(judge(answer(command, '550 rejected'))).toMatchObject({ suppress: false });
    expect(judge(answer('MAIL FROM', '550 5.1.1 sender unknown'))).toMatchObject({ suppress: false });
  });

  it('says "unknown" only of a connection that broke after the text had begun to leave', () => {
    const broken = (code: string, handedOver: boolean) =>
      judge(Object.assign(new Error('closed'), { code, command: 'CONN', handedOver })).class;
    for (const code of ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'])
      expect([broken(code, true), broken(code, false)]).toEqual(['unknown', 'unreachable']);
  });

  it('treats a session that ends during an email as temporary, and does not blame the recipient', () => {
    const ended = (response: string | null) =>
      judge({
        code: 'ECONNECTION',
        command: 'CONN',
        inTransaction: true,
        ...(response !== null && { response, responseCode: Number(response.slice(0, 3)) }),
      });
    expect(ended(null)).toMatchObject({ rule: 'session_ended', class: 'temporary' });
    expect(ended('421 4.7.28 too much mail')).toMatchObject({ rule: 'greylisted', class: 'temporary' });
    expect(ended('550 5.1.1 too many errors')).toMatchObject({
      rule: 'session_ended',
      class: 'temporary',
      suppress: false,
    });
    expect(judge({ code: 'ECONNECTION', inTransaction: true })).toMatchObject({
      rule: 'session_ended',
      class: 'temporary',
    });
  });

  it('does not doubt an outcome the server has named, whatever had left before', () => {
    expect(judge({ ...answer('DATA', '554 5.7.1 spam'), handedOver: true })).toMatchObject({ class: 'permanent' });
  });

  it('judges anything that can be thrown, and suppresses nothing without an answer of a server', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const judged = judge(thrown);
        expect(['permanent', 'temporary', 'unreachable', 'unknown']).toContain(judged.class);
        if (judged.code === null) expect(judged.suppress).toBe(false);
      }),
    );
  });
});

describe('backoffMilliseconds', () => {
  it('grows fourfold from a minute to four hours and ends after ten attempts', () => {
    expect(Array.from({ length: 10 }, (_, n) => (backoffMilliseconds(n + 1) ?? 0) / 60_000)).toEqual([
      1, 4, 16, 64, 240, 240, 240, 240, 240, 0,
    ]);
    expect([backoffMilliseconds(10), backoffMilliseconds(11)]).toEqual([null, null]);
  });
});
