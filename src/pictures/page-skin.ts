import type { Skin } from './skin';

/** For pages: src/web/pictures.css says what each class looks like, by day and by night. */
export const pageSkin: Skin = {
  paint: (fill, stroke) => ` class="fill-${fill ?? 'none'}${stroke ? ` stroke-${stroke}` : ''}"`,
  frame: (width, height) => ` viewBox="0 0 ${width} ${height}" class="picture"`,
  font: '',
  hasHints: true,
};
