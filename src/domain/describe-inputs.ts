export interface InputFacts {
  readonly hasHours: boolean;
  readonly hasTimezones: boolean;
  /** Why files could not be used, in words. */
  readonly rejected: readonly string[];
  readonly held: readonly { readonly kind: string; readonly reason: string | null }[];
}

/** What a reader of a report should know of its inputs, in words; nothing where all is well. */
export function describeInputs(facts: InputFacts): string[] {
  const warnings: string[] = [];
  if (!facts.hasHours)
    warnings.push('No menu hours were ever taken in: every store counts as open around the clock.');
  if (!facts.hasTimezones)
    warnings.push('No timezones were ever taken in: every store counts as in America/Chicago.');
  for (const { kind, reason } of facts.held) {
    warnings.push(
      `A newer version of the ${kind} is held back because ${reason ?? 'it looks wrong'}; the last good one is used.`,
    );
  }
  for (const message of facts.rejected) warnings.push(`Not used: ${message}`);
  return warnings;
}
