import { kindRuleWord } from './mail-words.js';

describe('why a message is taken for what it is', () => {
  it.each([
    ['no_sign_of_a_machine', 'since nothing shows that a program sent it'],
    ['rfc3464.failed', 'by the report of a mail server'],
    ['text.delay.delayed', 'by its text, which speaks of a delay'],
    ['rfc3834.auto_submitted', 'because it says that it is automatic'],
    ['a.rule.of.later', 'a.rule.of.later'],
  ])('%s reads “%s”', (rule, words) => {
    expect(kindRuleWord(rule)).toBe(words);
  });
});
