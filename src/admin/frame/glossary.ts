/** Words of the staff pages that need an explanation, each with what it means here. */
export const glossary = {
  'anchor date':
    'The day of the year that the plan, the countdown and the letters lead to. A campaign can do without one.',
  annex:
    'The page of figures that goes with each letter: how many people signed which petition, by country and month. It is counted when the schedule of the mailing is generated.',
  approval:
    'A second person’s agreement, bound to exactly what that person saw. What changes afterwards needs a new one.',
  channel:
    'A way to reach a ministry: email, a web form, post, an embassy or a permanent mission to the UN. Nothing is sent to an address until a person has verified it.',
  claim:
    'A statement of fact in the register, with a key such as C28, a verdict, sources and a day on which its check expires. Texts cite claims by their keys.',
  consent:
    'What a person agreed to, for one purpose and one recipient, in the wording they were shown. The latest answer counts; a withdrawal takes effect at once.',
  correction:
    'Of letters: a mailing that tells ministries what in an earlier letter is no longer right. Of the ledger: an event that replaces an earlier one, which stays in the history. Of a petition: a change of its text after people have signed, published with its reason, which leaves what is asked as it is.',
  delivery: 'One message to a webhook, with what became of each attempt. A failed one is sent again, later and later.',
  digest:
    'Letters by supporters that travel together, as an enclosure of the campaign’s next letter to the same ministry.',
  embargo: 'Until this moment nothing of a mailing is sent.',
  audience:
    'Who gets an update by email: people whose newsletter consent is in force and who meet the conditions chosen. Consent is asked again when each email leaves.',
  gate: 'The checks before something leaves: before a text is published, and once more before each letter is sent.',
  hold: 'A reason not to send a letter. The letter waits until the reason is gone and a person has released it.',
  ledger:
    'Dated facts about States and the two conventions. An event counts once a second person has verified it; none is changed or deleted, only corrected by a later one.',
  mailing:
    'Letters of one occasion to many ministries. It is drafted, scheduled to the minute, approved by another person and then sent.',
  milestone: 'A dated step of the plan. Some act by themselves on their day, such as opening a petition.',
  origin:
    'The beginning of a website’s address, such as https://example.org. It names who may show the petition’s form.',
  'outcome unknown':
    'The connection broke while a letter was being sent, so it may have arrived. It is never sent again by itself: a person decides.',
  position: 'What the ledger says about a State and a convention on a given day, such as party or withdrawn.',
  quarantined:
    'Kept out of the count and the exports by a rule that a person applied. Undoing the rule restores every signature it quarantined.',
  retired: 'Of a claim: no longer used, for a reason. Texts that still use it are marked.',
  'second factor': 'A passkey, or a code from an app, which is asked for after the password.',
  shadowed:
    'Not counted at present, while the sender saw a normal success page: a check doubted the sign-up until its owner confirms by email, or a person quarantined it.',
  slot: 'A moment at which the limits of a mailing let one more letter go. A letter that finds none in its time is put on hold.',
  stance:
    'What a reply means, by the definitions of the codebook. One person’s reading is provisional, two equal ones are agreed, different ones are disputed.',
  successor:
    'A petition that asks for something else than an earlier one. When it is published, the earlier one closes and each of its signers is asked once whether to sign this one too.',
  suppression:
    'An address gets no email any more, apart from what its owner asks for, because a server refused it for good or because its owner wished it so.',
  update:
    'News of the campaign or of a petition: a public page in each language and, if you want, one email to those who asked for it. A correction is a further version with a public reason.',
  verdict:
    'The result of checking a claim. It decides whether the claim may be used as stated, only as corrected, only as an opinion, or not at all.',
  version: 'A text as it was at one time. Each signature names the version of the petition that was signed.',
  waiting:
    'Of a signature: not confirmed yet, so not counted. It counts once its owner opens the link in the email and confirms.',
} as const satisfies Record<string, string>;

export type Word = keyof typeof glossary;
export const words = Object.keys(glossary) as Word[];

/** `anchor date` → `anchor-date` */
export const anchorOf = (word: Word): string => word.replaceAll(' ', '-');
