import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { openPorts } from '../process/open-ports';

/** `loopwatch accept hours|timezones`: uses a version that the guard held back. */
export async function acceptCommand(settings: Settings, kind: string): Promise<void> {
  if (kind !== 'hours' && kind !== 'timezones') {
    throw new LoopwatchError('INVALID_INPUT', `"${kind}" has no versions`, 'Use hours or timezones.');
  }
  const { catalogue } = await openPorts(settings);
  try {
    const accepted = await catalogue.inputs.accept(kind);
    process.stdout.write(
      accepted
        ? `Version ${accepted.version} of the ${kind} (${accepted.stores} stores) is now in use.\n`
        : `No version of the ${kind} is held back.\n`,
    );
  } finally {
    await catalogue.close();
  }
}
