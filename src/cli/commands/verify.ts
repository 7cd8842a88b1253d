import { recomputeReport } from '../../activities/verify/recompute-report';
import { ALL_FILES, verifyStored } from '../../activities/verify/verify-stored';
import type { Settings } from '../../config/settings';
import { describeVerification } from '../../domain/wording/describe-maintenance';
import { withWorkerPorts } from '../process/with-worker-ports';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `loopwatch verify`: reads everything that is stored, also beside a running service. Exit code 1 where it is damaged. */
export async function verifyCommand(settings: Settings): Promise<void> {
  const verification = await withWorkerPorts(settings, settings, (ports) => verifyStored(ports, ALL_FILES));
  say(describeVerification(verification));
  for (const damage of verification.damages) say(damage);
  const { damageCount, damages } = verification;
  if (damageCount > damages.length) say(`And ${damageCount - damages.length} more.`);
  if (damageCount > 0) process.exitCode = 1;
}

/** `loopwatch verify --report ID`: computes a report again from its pins. Exit code 1 where a file differs. */
export async function verifyReportCommand(settings: Settings, reportId: string): Promise<void> {
  const files = await withWorkerPorts(settings, settings, (ports) => recomputeReport(ports, reportId));
  for (const { key, isEqual } of files)
    say(`${key}: ${isEqual ? 'computed again, the same bytes' : 'computed again, OTHER bytes'}`);
  if (files.every(({ isEqual }) => isEqual)) return;
  say('Another release, or another version of the time zone data, may have made it: the report names both.');
  process.exitCode = 1;
}
