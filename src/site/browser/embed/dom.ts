// A few lines instead of a framework. Texts become text nodes, so no server response is ever parsed as HTML.

type Child = Node | string | null | false | undefined;

/** An element with attributes (true means empty; null, false and undefined mean none) and children. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number | boolean | null | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false && value !== undefined)
      element.setAttribute(name, value === true ? '' : String(value));
  element.append(
    ...children.filter((child): child is Node | string => child instanceof Node || typeof child === 'string'),
  );
  return element;
}
