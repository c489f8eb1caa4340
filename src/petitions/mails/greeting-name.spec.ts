import { greetingName } from './greeting-name.js';

describe('greetingName', () => {
  it.each(['Ada', 'Anne-Marie', 'O’Neill', 'Володимир', '花子', 'José Luis', 'Zoë'])('greets %s by name', (name) => {
    expect(greetingName(name)).toBe(` ${name}`);
  });

  it.each([
    'visit evil.example',
    'www.evil.example',
    'Win 1000',
    '<b>Ada</b>',
    'a@example.org',
    'Buy this now today please',
    'A'.repeat(31),
    '',
  ])('does not repeat %j', (name) => {
    expect(greetingName(name)).toBe('');
  });
});
