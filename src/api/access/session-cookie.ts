import type { CookieOptions, Request, Response } from 'express';

const NAME = 'loopwatch_session';
/** A working day, and an evening. */
export const SESSION_HOURS = 12;

/** The session's token; null where the browser sends none. */
export function sessionCookieOf(req: Request): string | null {
  const cookies = (req.get('Cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1) ?? null;
}

export function setSessionCookie(req: Request, res: Response, token: string): void {
  res.cookie(NAME, token, { ...attributesFor(req), maxAge: SESSION_HOURS * 3_600_000 });
}

export function clearSessionCookie(req: Request, res: Response): void {
  res.clearCookie(NAME, attributesFor(req));
}

function attributesFor(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: req.secure, path: '/' };
}
