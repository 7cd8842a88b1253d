import { ALL_FILES, verifyStored } from '../../activities/verify/verify-stored';
import type { Settings } from '../../config/settings';
import { describeError, LoopwatchError } from '../../contract/errors';
import { describeVerification } from '../../domain/wording/describe-maintenance';
import { withWorkerPorts } from '../process/with-worker-ports';
import { type Finding, ok, problem, warning } from './finding';

const RESTORE = 'Restore the file from the backup: docs/operations.md.';

/** What a verification of everything that is stored finds. */
export async function checkStored(settings: Settings): Promise<Finding[]> {
  try {
    const verification = await withWorkerPorts(settings, settings, (ports) => verifyStored(ports, ALL_FILES));
    const { damages, damageCount, remadeCount } = verification;
    const told = describeVerification(verification);
    const more = damageCount - damages.length;
    return [
      remadeCount > 0
        ? warning(told, 'Look whether the disk fails: its content changed without being written.')
        : ok(told),
      ...damages.map((damage) => problem(damage, RESTORE)),
      ...(more > 0 ? [problem(`${more} more files are damaged`, 'Run "loopwatch verify".')] : []),
    ];
  } catch (error) {
    const remedy = error instanceof LoopwatchError ? error.remedy : null;
    return [problem(`What is stored cannot be read: ${describeError(error)}`, remedy ?? RESTORE)];
  }
}
