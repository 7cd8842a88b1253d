import type { Settings } from '../../config/settings';
import { checkBlobStore } from '../doctor/doctor-blobs';
import { checkData } from '../doctor/doctor-data';
import { type Finding, formatFinding } from '../doctor/doctor-finding';
import {
  checkDisk,
  checkNativeModule,
  checkNode,
  checkTimeZones,
  checkWritable,
} from '../doctor/doctor-machine';
import { formatSettings, settingsInEffect } from '../doctor/doctor-settings';
import { checkSources } from '../doctor/doctor-sources';
import { checkTemporal } from '../doctor/doctor-temporal';
import { type DoctorTools, lazyTools } from '../doctor/doctor-tools';
import { nowMicros } from '../process/open-ports';

/** One heading of the check list with what was found under it. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** `loopwatch doctor`: a check list of what Loopwatch needs. @returns the exit code: 0 without a problem, else 1. */
export async function doctorCommand(settings: Settings): Promise<number> {
  const sections = await examine(settings, lazyTools, nowMicros());
  process.stdout.write(formatSections(sections, formatSettings(settingsInEffect(settings))));
  return exitCodeOf(sections);
}

/** Looks at everything and changes nothing, but for bringing the catalogue of an older release up to date. */
export async function examine(settings: Settings, tools: DoctorTools, now: number): Promise<Section[]> {
  const { dataDir } = settings;
  return [
    {
      title: 'This machine',
      findings: [
        checkNode(process.versions.node),
        checkTimeZones(process.versions.tz),
        await checkNativeModule('better-sqlite3', "new (require('better-sqlite3'))(':memory:').close()"),
        await checkNativeModule('nodejs-polars', "require('nodejs-polars').DataFrame({ a: [1] })"),
        await checkNativeModule('@temporalio/core-bridge', "require('@temporalio/core-bridge')"),
      ],
    },
    { title: 'Temporal and ports', findings: await checkTemporal(settings, tools) },
    {
      title: 'Data folder',
      findings: [
        await checkWritable(dataDir),
        await checkDisk(dataDir),
        await checkBlobStore(settings.blobs),
        ...(await checkData(settings, now)),
      ],
    },
    { title: 'Sources', findings: await checkSources(settings, tools) },
  ];
}

export function formatSections(sections: readonly Section[], settings: readonly string[]): string {
  const blocks = [
    ...sections.map(({ title, findings }) => [title, ...findings.map(formatFinding)]),
    ['Settings in effect', ...settings],
    [summaryOf(sections)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function summaryOf(sections: readonly Section[]): string {
  const count = (state: Finding['state']) =>
    sections.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems + warnings === 0) return 'All is well.';
  return `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`;
}

export function exitCodeOf(sections: readonly Section[]): number {
  return sections.some(({ findings }) => findings.some(({ state }) => state === 'problem')) ? 1 : 0;
}
