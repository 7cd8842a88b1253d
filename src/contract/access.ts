/** What an API key allows, each including those before it. */
export const SCOPES = ['read', 'trigger', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

export function includesScope(held: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(held) >= SCOPES.indexOf(needed);
}
