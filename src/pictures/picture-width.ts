/** In points: the width of the text of an A4 page. A web page scales pictures to its own width. */
export const PICTURE_WIDTH = 499;
