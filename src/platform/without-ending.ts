/** The text without any of these characters at its end. A pattern for it would look at a long run of them once for each of its places. */
export function withoutEnding(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
