/** In points: as wide as the text of an A4 page. A page shows pictures as wide as it has room. */
export const PICTURE_WIDTH = 499;
