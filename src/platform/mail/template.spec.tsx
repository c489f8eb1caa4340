import fc from 'fast-check';
import { MailButton, MailLayout, MailLink, MailText } from './layout.js';
import { compileMail, slot } from './template.js';
import { senderDomain } from './transport.js';

const mail = compileMail(
  `For ${slot('name')}`,
  <MailLayout locale="en" heading="A heading" preheader="Shown beside the subject" footer={<p>The footer</p>}>
    <MailText>Hello {slot('name')},</MailText>
    <MailButton href={slot('url')} label="Go on" />
    <MailText>
      Or open <MailLink href={slot('url')}>{slot('url')}</MailLink>
    </MailText>
  </MailLayout>,
);

describe('compileMail', () => {
  it('fills subject, HTML and text', () => {
    const { subject, html, text } = mail.fill({ name: 'Ada', url: 'https://example.org/c/1' });
    expect(subject).toBe('For Ada');
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html.match(/href="https:\/\/example\.org\/c\/1"/g)).toHaveLength(2);
    expect(text).toContain('Hello Ada,');
    expect(text).toContain('https://example.org/c/1');
  });

  it('breaks a printed address anywhere and words only between words', () => {
    const { html } = compileMail(
      'Subject',
      <p>
        <MailLink href={slot('url')}>{slot('url')}</MailLink>
        <MailLink href={slot('url')}>Stop these mails</MailLink>
      </p>,
    ).fill({ url: 'https://example.org/c/1' });
    expect(html).toMatch(/<a [^>]*word-break:break-all;[^>]*>https:/);
    expect(html).toMatch(/<a (?![^>]*break)[^>]*>Stop these mails/);
  });

  it('has a text part that reads by itself: heading, footer, no markup, nothing hidden', () => {
    const { text } = mail.fill({ name: 'Ada', url: 'https://example.org/c/1' });
    expect(text).toMatch(/^A heading\n/);
    expect(text).toMatch(/The footer$/);
    expect(text).not.toMatch(/[<>{}\u{E000}\u{E001}]|beside the subject/u);
  });

  it('lets no value become markup, a new header or a part of another slot', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>', '"><img src=x>', "' onload='x", 'a\r\nBcc: b@c', '&amp;', '$&', '{{name}}'),
    );
    fc.assert(
      fc.property(nasty, (name) => {
        const { subject, html } = mail.fill({ name, url: 'https://example.org/' });
        const plain = mail.fill({ name: 'Ada', url: 'https://example.org/' }).html;
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html.match(/</g)?.length).toBe(plain.match(/</g)?.length);
        expect(html.match(/"/g)?.length).toBe(plain.match(/"/g)?.length);
      }),
    );
  });

  it('fails loudly when a value is missing', () => {
    expect(() => mail.fill({ name: 'Ada' })).toThrow('url');
  });
});

describe('senderDomain', () => {
  it.each([
    ['Demarche <campaign@example.org>', 'example.org'],
    ['campaign@example.org', 'example.org'],
    ['"A @ B" <campaign@mail.example.org> ', 'mail.example.org'],
    ['nobody', 'localhost'],
  ])('of %s is %s', (from, domain) => {
    expect(senderDomain(from)).toBe(domain);
  });
});
