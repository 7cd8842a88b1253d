/** How this program was called, for commands that a person copies: through npm, through npx, or by its name. */
export function ownCommand(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  if (environment.npm_lifecycle_event === 'loopwatch') return 'npm run loopwatch --';
  return environment.npm_command === 'exec' ? 'npx loopwatch' : 'loopwatch';
}

/** Makes the commands in a text work as printed, with this program's call. */
export function withOwnCall(text: string, own = ownCommand()): string {
  return text.replace(/(["`])loopwatch (?=[a-z])/g, (_whole, quote: string) => `${quote}${own} `);
}

/**
 * Makes the commands in a text work as printed: with this program's call, and with the folder of the data where they need it.
 * @param stateDir null: a temporary folder, so the command needs a report that keeps its state
 */
export function withOwnCommands(text: string, stateDir: string | null, own = ownCommand()): string {
  const folder = stateDir === null ? 'FOLDER' : shellWord(stateDir);
  const note = stateDir === null ? ' (after a report with --state FOLDER)' : '';
  const complete = text.replace(
    /"loopwatch (accept [^"]+)"/g,
    (_whole, rest: string) => `"${own} ${rest} --data-dir ${folder}"${note}`,
  );
  return withOwnCall(complete, own);
}

export function shellWord(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
