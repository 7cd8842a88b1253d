import type { RequestHandler } from 'express';
import { ApiProblem } from './problem';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Refuses a request to another host name: a foreign page that has its own name point here must not be answered. */
export const loopbackOnly: RequestHandler = (req, _res, next) => {
  const name = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (LOOPBACK_NAMES.includes(name)) return next();
  throw new ApiProblem(
    'forbidden',
    `Loopwatch answers to ${LOOPBACK_NAMES.join(', ')} only. Use one of these in the address.`,
  );
};
