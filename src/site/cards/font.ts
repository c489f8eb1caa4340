import { Face } from '../../platform/paper/faces.js';

/** Font metrics: how far a text moves the pen, in thousandths of the font size. */
export interface Font {
  file: string;
  width: (text: string) => number;
}

/** A face of DejaVu by the name of its file. A missing glyph is as wide as the missing-glyph box. */
export function readFont(name: string): Font {
  const face = new Face(`dejavu-fonts-ttf/ttf/${name}.ttf`);
  return {
    file: face.path,
    width: (text) => (face.font.layout(text).advanceWidth * 1000) / face.font.unitsPerEm,
  };
}
