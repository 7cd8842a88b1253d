import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { openPorts } from '../process/open-ports';

/** `loopwatch accept hours|timezones`: takes a version that the guard held back into use. */
export async function acceptCommand(settings: Settings, kind: string): Promise<void> {
  if (kind !== 'hours' && kind !== 'timezones') {
    throw new LoopwatchError('INVALID_INPUT', `"${kind}" has no versions`, 'Say hours or timezones.');
  }
  const { catalogue } = await openPorts(settings);
  try {
    const accepted = await catalogue.inputs.accept(kind);
    process.stdout.write(
      accepted
        ? `Version ${accepted.version} of the ${kind} (${accepted.stores} stores) is in use from now on.\n`
        : `No version of the ${kind} is held back.\n`,
    );
  } finally {
    await catalogue.close();
  }
}
