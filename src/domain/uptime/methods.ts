import type { Method } from '../../contract/report';

/** A method's version rises with every change that can alter a figure; reports name it (`interpolate 1`). */
export const METHOD_VERSIONS: Readonly<Record<Method, number>> = { interpolate: 1, count: 1 };
