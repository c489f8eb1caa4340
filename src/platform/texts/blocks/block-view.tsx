import type { ComponentChildren, VNode } from 'preact';
import { blockOf, type Inline } from './block.js';

/** How a text shows its plain parts, for example with numbered notes. */
export type ShowText = (text: string) => ComponentChildren;

const asIs: ShowText = (text) => text;

/** A block as the public reads it. */
export function BlockView({ source, show = asIs }: { source: string; show?: ShowText }): VNode {
  const block = blockOf(source);
  const line = (content: readonly Inline[]) => <Line content={content} show={show} />;
  if (block.kind === 'paragraph') return <p>{line(block.content)}</p>;
  if (block.kind === 'picture') return <PictureView {...block} />;
  if (block.kind === 'quotation')
    return (
      <figure class="quotation">
        <blockquote>
          {block.paragraphs.map((paragraph) => (
            <p>{line(paragraph)}</p>
          ))}
        </blockquote>
        {block.source.length > 0 && <figcaption>— {line(block.source)}</figcaption>}
      </figure>
    );
  const items = block.items.map((item) => <li>{line(item)}</li>);
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

const Line = ({ content, show }: { content: readonly Inline[]; show: ShowText }): VNode => (
  <>
    {content.map((one) => {
      if (one.kind === 'text') return show(one.text);
      const inner = <Line content={one.content} show={show} />;
      if (one.kind === 'link') return <a href={one.address}>{inner}</a>;
      return one.kind === 'strong' ? <strong>{inner}</strong> : <em>{inner}</em>;
    })}
  </>
);

interface PictureProps {
  picture: string;
  alt: string;
  caption: string;
  /** At the top of a page */
  eager?: boolean;
}

/** A picture of ours by its name, in the width the reader needs. */
export function PictureView({ picture, alt, caption, eager = false }: PictureProps): VNode {
  const [hash = '', size = ''] = picture.split('-');
  const [width, height] = size.split('x').map(Number);
  const small = `/pictures/${hash}-small.webp`;
  return (
    <figure class="picture">
      <img
        src={`/pictures/${hash}.webp`}
        srcset={`${small} 640w, /pictures/${hash}.webp ${width}w`}
        sizes="(min-width: 48rem) 42em, 100vw"
        width={width}
        height={height}
        alt={alt}
        loading={eager ? undefined : 'lazy'}
        decoding="async"
      />
      {caption !== '' && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
