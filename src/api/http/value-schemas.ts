import { z } from 'zod';

/** The values that the API's answers are made of. An instant is ISO 8601 in UTC. */
export const instant = z.string().meta({ format: 'date-time' });

export const count = z.int().nonnegative();

export const percent = z.number().min(0).max(100);

export const seconds = z.number().nonnegative();

/** An address on this service, or on Temporal's Web UI. */
export const link = z.string().meta({ format: 'uri-reference' });

/** From `from` until just before `to`. */
export const spanShape = { from: instant, to: instant };
