import { greeted } from './greeting-name.js';

describe('greeted', () => {
  it.each(['Ada', 'Anne-Marie', 'O’Neill', 'Володимир', '花子', 'José Luis', 'Zoë'])('greets %s by name', (name) => {
    expect(greeted(name)).toEqual({ named: 'yes', name });
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
    expect(greeted(name)).toEqual({ named: 'no', name: '' });
  });
});
