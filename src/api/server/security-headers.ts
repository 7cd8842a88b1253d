import type { RequestHandler } from 'express';
import helmet from 'helmet';

const SELF = ["'self'"];
const NONE = ["'none'"];

const DIRECTIVES = {
  defaultSrc: NONE,
  scriptSrc: SELF,
  styleSrc: SELF,
  imgSrc: [...SELF, 'data:'],
  connectSrc: SELF,
  formAction: SELF,
  baseUri: NONE,
  frameAncestors: NONE,
};

const shared = {
  // Loopwatch serves plain HTTP, so there is no TLS to enforce.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
} as const;

export const securityHeaders: RequestHandler = helmet({
  ...shared,
  contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
});

/** For the API's documentation, which uses inline styles. */
export const docsSecurityHeaders: RequestHandler = helmet({
  ...shared,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...DIRECTIVES, styleSrc: [...SELF, "'unsafe-inline'"] },
  },
});
