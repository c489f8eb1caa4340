import type { VNode } from 'preact';

/** Words between backticks as code. */
export const inCode = (text: string): (string | VNode)[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part));
