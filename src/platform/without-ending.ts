/** The text without trailing characters of this set. A regex would examine a long run of them once for each of its positions. */
export function withoutEnding(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
