/** A text in an encoding that Node reads and does not write: every byte, and every pair of bytes, is tried. */
export function encodedIn(encoding: string, text: string): Buffer {
  const bytes = new Map<string, number[]>();
  for (let one = 0; one < 256; one++) {
    const sign = new TextDecoder(encoding).decode(Uint8Array.of(one));
    if (Array.from(sign).length === 1 && sign !== '\uFFFD' && !bytes.has(sign)) bytes.set(sign, [one]);
  }
  if (/^(?:shift_jis|euc|big5|gb)/.test(encoding))
    for (let one = 0x81; one < 255; one++)
      for (let two = 0x40; two < 255; two++) {
        const sign = new TextDecoder(encoding).decode(Uint8Array.of(one, two));
        if (Array.from(sign).length === 1 && !bytes.has(sign)) bytes.set(sign, [one, two]);
      }
  return Buffer.from(
    Array.from(text).flatMap((sign) => {
      const found = bytes.get(sign);
      if (!found) throw new Error(`${encoding} has no ${sign}.`);
      return found;
    }),
  );
}
