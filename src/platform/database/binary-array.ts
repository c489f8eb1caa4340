const types = { bytea: 17, text: 25, uuid: 2950 } as const;

/**
 * An array parameter in PostgreSQL's binary format. The driver writes an array as text: it escapes every quotation mark and turns bytes into digits, which
 * for thousands of rows costs more than the statement.
 * @param values of the type: bytes, or a text
 */
export function binaryArray(type: keyof typeof types, values: readonly (Uint8Array | string)[]): Buffer {
  const items = values.map((value) => bytesOf(type, value));
  // One dimension, no nulls, the type, the length, the first index.
  const head = [values.length === 0 ? 0 : 1, 0, types[type], ...(values.length === 0 ? [] : [values.length, 1])];
  const whole = Buffer.allocUnsafe(items.reduce((sum, { length }) => sum + 4 + length, head.length * 4));
  let at = 0;
  for (const number of head) at = whole.writeInt32BE(number, at);
  for (const item of items) {
    at = whole.writeInt32BE(item.length, at);
    whole.set(item, at);
    at += item.length;
  }
  return whole;
}

function bytesOf(type: keyof typeof types, value: Uint8Array | string): Uint8Array {
  if (typeof value !== 'string') return value;
  return type === 'uuid' ? Buffer.from(value.replaceAll('-', ''), 'hex') : Buffer.from(value);
}
