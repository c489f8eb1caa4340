/** One element of BER: its tag, and where its content lies. */
interface Element {
  tag: number;
  start: number;
  end: number;
  next: number;
}

const depthAtMost = 12;

/**
 * The content of a parcel of S/MIME that is signed and not encrypted (CMS SignedData, RFC 5652); null: there is none. The signature is not looked at: what
 * is believed of a message is decided by its domain.
 */
export function contentOfParcel(bytes: Buffer): Buffer | null {
  try {
    const [info] = elements(bytes, 0, bytes.length);
    const signed = info && childrenOf(bytes, info).find(({ tag }) => tag === 0xa0);
    const [data] = signed ? childrenOf(bytes, signed) : [];
    // SignedData holds version, algorithms, and then the content with its type.
    const content = data && childrenOf(bytes, data).find(({ tag }) => tag === 0x30);
    const wrapped = content && childrenOf(bytes, content).find(({ tag }) => tag === 0xa0);
    const octets = wrapped ? octetsOf(bytes, wrapped, 0) : Buffer.alloc(0);
    return octets.length > 0 ? octets : null;
  } catch {
    return null;
  }
}

const childrenOf = (bytes: Buffer, { start, end }: Element): Element[] => elements(bytes, start, end);

/** The strings of octets below an element, put together. */
function octetsOf(bytes: Buffer, element: Element, depth: number): Buffer {
  if (element.tag === 0x04) return bytes.subarray(element.start, element.end);
  if ((element.tag & 0x20) === 0 || depth > depthAtMost) return Buffer.alloc(0);
  return Buffer.concat(childrenOf(bytes, element).map((child) => octetsOf(bytes, child, depth + 1)));
}

function elements(bytes: Buffer, from: number, to: number): Element[] {
  const found: Element[] = [];
  for (let at = from; at < to && !isEnd(bytes, at); at = found.at(-1)?.next ?? to) found.push(elementAt(bytes, at, to, 0));
  return found;
}

const isEnd = (bytes: Buffer, at: number): boolean => bytes[at] === 0 && bytes[at + 1] === 0;

function elementAt(bytes: Buffer, at: number, to: number, depth: number): Element {
  const tag = bytes.readUInt8(at);
  const short = bytes.readUInt8(at + 1);
  if (short === 0x80) return openElement(bytes, tag, at + 2, to, depth);
  const more = short > 0x80 ? short & 0x7f : 0;
  const length = more > 0 ? bytes.readUIntBE(at + 2, more) : short;
  const start = at + 2 + more;
  const end = Math.min(start + length, to);
  return { tag, start, end, next: end };
}

/** An element whose length is not told: it goes up to two zeros behind its last child. */
function openElement(bytes: Buffer, tag: number, start: number, to: number, depth: number): Element {
  if (depth > depthAtMost) throw new RangeError('nested too deeply');
  let end = start;
  while (end < to && !isEnd(bytes, end)) end = elementAt(bytes, end, to, depth + 1).next;
  return { tag, start, end, next: Math.min(end + 2, to) };
}
