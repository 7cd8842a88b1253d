import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { openPorts } from '../process/open-ports';

/** `loopwatch accept hours|timezones`: uses a version that the guard held back. */
export async function acceptCommand(settings: Settings, name: string): Promise<void> {
  const kind = VERSIONED_KINDS.find((each) => each === name);
  if (kind === undefined) {
    const remedy = `Use ${VERSIONED_KINDS.join(' or ')}.`;
    throw new LoopwatchError('INVALID_INPUT', `"${name}" has no versions`, remedy);
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
