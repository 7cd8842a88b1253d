/** The scopes of API keys; each includes the ones before it. */
export const SCOPES = ['read', 'trigger', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

export function includesScope(held: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(held) >= SCOPES.indexOf(needed);
}
