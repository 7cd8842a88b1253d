/** One line of the check list. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'problem';
  readonly what: string;
  /** What to do about it; null where nothing is wrong. */
  readonly remedy: string | null;
}

export function ok(what: string): Finding {
  return { state: 'ok', what, remedy: null };
}

export function warning(what: string, remedy: string): Finding {
  return { state: 'warning', what, remedy };
}

export function problem(what: string, remedy: string): Finding {
  return { state: 'problem', what, remedy };
}

const STATE_WIDTH = 9;

export function formatFinding(finding: Finding): string {
  const line = `${finding.state.padEnd(STATE_WIDTH)}${finding.what}`;
  return finding.remedy === null ? line : `${line}\n${''.padEnd(STATE_WIDTH)}Remedy: ${finding.remedy}`;
}
