/** One line of the check list. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'problem';
  readonly what: string;
  /** What to do about it; null where all is well. */
  readonly mend: string | null;
}

export function ok(what: string): Finding {
  return { state: 'ok', what, mend: null };
}

export function warning(what: string, mend: string): Finding {
  return { state: 'warning', what, mend };
}

export function problem(what: string, mend: string): Finding {
  return { state: 'problem', what, mend };
}

const STATE_WIDTH = 9;

export function formatFinding(finding: Finding): string {
  const line = `${finding.state.padEnd(STATE_WIDTH)}${finding.what}`;
  return finding.mend === null ? line : `${line}\n${''.padEnd(STATE_WIDTH)}Mend: ${finding.mend}`;
}
