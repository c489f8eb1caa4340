/** One element of BER: its tag, and where its content is. */
interface Element {
  tag: number;
  start: number;
  end: number;
  next: number;
}

const depthAtMost = 12;
/** Maximum number of elements visited, repeats included: programs cut a large text into some ten thousand. */
const elementsAtMost = 200_000;

/**
 * The content of an S/MIME container that is signed and not encrypted (CMS SignedData, RFC 5652); null: there is none. The signature is not checked:
 * trust in a message depends on its domain.
 */
export function contentOfParcel(bytes: Buffer): Buffer | null {
  try {
    return new Parcel(bytes).content();
  } catch {
    return null;
  }
}

class Parcel {
  private seen = 0;

  constructor(private readonly bytes: Buffer) {}

  content(): Buffer | null {
    const [info] = this.elements(0, this.bytes.length);
    const signed = info && this.childrenOf(info).find(({ tag }) => tag === 0xa0);
    const [data] = signed ? this.childrenOf(signed) : [];
    // SignedData contains version, algorithms, and then the content with its type.
    const content = data && this.childrenOf(data).find(({ tag }) => tag === 0x30);
    const wrapped = content && this.childrenOf(content).find(({ tag }) => tag === 0xa0);
    const octets = wrapped ? Buffer.concat(this.octetsOf(wrapped, 0)) : Buffer.alloc(0);
    return octets.length > 0 ? octets : null;
  }

  private childrenOf({ start, end }: Element): Element[] {
    return this.elements(start, end);
  }

  /** The octet strings below an element. */
  private octetsOf(element: Element, depth: number): Buffer[] {
    if (element.tag === 0x04) return [this.bytes.subarray(element.start, element.end)];
    if ((element.tag & 0x20) === 0 || depth > depthAtMost) return [];
    return this.childrenOf(element).flatMap((child) => this.octetsOf(child, depth + 1));
  }

  private elements(from: number, to: number): Element[] {
    const found: Element[] = [];
    for (let at = from; at < to && !this.isEnd(at); at = found.at(-1)?.next ?? to)
      found.push(this.elementAt(at, to, 0));
    return found;
  }

  private isEnd(at: number): boolean {
    return this.bytes[at] === 0 && this.bytes[at + 1] === 0;
  }

  private elementAt(at: number, to: number, depth: number): Element {
    if (++this.seen > elementsAtMost) throw new RangeError('too many elements');
    const tag = this.bytes.readUInt8(at);
    const short = this.bytes.readUInt8(at + 1);
    if (short === 0x80) return this.openElement(tag, at + 2, to, depth);
    const more = short > 0x80 ? short & 0x7f : 0;
    const length = more > 0 ? this.bytes.readUIntBE(at + 2, more) : short;
    const start = at + 2 + more;
    const end = Math.min(start + length, to);
    return { tag, start, end, next: end };
  }

  /** An element of indefinite length ends at two zero bytes after its last child. */
  private openElement(tag: number, start: number, to: number, depth: number): Element {
    if (depth > depthAtMost) throw new RangeError('nested too deeply');
    let end = start;
    while (end < to && !this.isEnd(end)) end = this.elementAt(end, to, depth + 1).next;
    return { tag, start, end, next: Math.min(end + 2, to) };
  }
}
