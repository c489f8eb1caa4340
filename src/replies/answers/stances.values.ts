/** Possible meanings of a reply: the codebook. The definition says what must be in the quotation. */
export const codebook = {
  supports: 'The Government says that it will withdraw, or that it agrees that the State should.',
  reviewing: 'It says that it is examining the question, or will.',
  rejects: 'It says that it stays a party, or that it does not share our view.',
  refers_elsewhere: 'It names another authority as competent and says nothing on the question itself.',
  acknowledges_only: 'It confirms receipt of the letter, and nothing else.',
  question: 'It asks us something before it answers.',
  meeting_offered: 'It offers or accepts a meeting.',
} as const;
export type Stance = keyof typeof codebook;
export const stances = Object.keys(codebook) as [Stance, ...Stance[]];

/** Labels for staff. */
export const stanceWords: Record<Stance, string> = {
  supports: 'supports',
  reviewing: 'reviewing',
  rejects: 'rejects',
  refers_elsewhere: 'refers elsewhere',
  acknowledges_only: 'acknowledges only',
  question: 'question',
  meeting_offered: 'meeting offered',
};

/** Replies that end the wait: a mere acknowledgement does not. */
export const answersTheLetter = (stance: Stance): boolean => stance !== 'acknowledges_only';

export const answerMedia = ['email', 'post', 'meeting', 'phone', 'statement'] as const;
export type AnswerMedium = (typeof answerMedia)[number];

/** The result of a reply's assessments. `agreed`: two people agree and nobody disagrees. */
export type Reading =
  | { status: 'uncoded' }
  | { status: 'provisional'; stance: Stance }
  | { status: 'agreed'; stance: Stance }
  | { status: 'disputed' };

export const silenceDecisions = ['followed_up', 'left'] as const;
export type SilenceDecisionKind = (typeof silenceDecisions)[number];
