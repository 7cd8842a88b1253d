import type { Content, Margins } from 'pdfmake/interfaces';
import { COLOURS, TEXT_WIDTH } from './theme';

/** A hairline across the page. */
export function rule(margin: Margins): Content {
  return {
    canvas: [
      { type: 'line', x1: 0, y1: 0, x2: TEXT_WIDTH, y2: 0, lineWidth: 0.6, lineColor: COLOURS.hairline },
    ],
    margin,
  };
}

/** A heading with one sentence about what follows. */
export function section(heading: string, caption: string, content: readonly Content[]): Content[] {
  return [
    {
      stack: [
        { text: heading, style: 'heading' },
        { text: caption, style: 'note', margin: [0, 2, 0, 8] },
      ],
      unbreakable: true,
    },
    ...content,
  ];
}
