import type { Settings } from '../../config/settings';
import { zonesUnknownHere } from '../../domain/time/zone-names';
import { checkBlobStore } from '../doctor/check-blob-store';
import { checkData } from '../doctor/check-data';
import {
  checkDisk,
  checkNativeModule,
  checkNode,
  checkTimeZones,
  checkWritable,
} from '../doctor/check-machine';
import { checkSettings } from '../doctor/check-settings';
import { checkSources } from '../doctor/check-sources';
import { checkTemporal } from '../doctor/check-temporal';
import { type Finding, formatFinding } from '../doctor/finding';
import { formatSettings, settingsInEffect } from '../doctor/settings-in-effect';
import { type DoctorTools, lazyTools } from '../doctor/tools';
import { nowMicros } from '../process/open-ports';

/** A heading of the check list with its findings. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** `loopwatch doctor`: checks everything Loopwatch needs. @returns the exit code: 0 without a problem, else 1. */
export async function doctorCommand(settings: Settings): Promise<number> {
  const sections = await examine(settings, lazyTools, nowMicros());
  process.stdout.write(formatSections(sections, formatSettings(settingsInEffect(settings))));
  return exitCodeOf(sections);
}

/** Changes nothing, except that it migrates the catalogue of an older release. */
export async function examine(settings: Settings, tools: DoctorTools, now: number): Promise<Section[]> {
  const { dataDir } = settings;
  return [
    {
      title: 'This machine',
      findings: [
        checkNode(process.versions.node),
        checkTimeZones(process.versions.tz, zonesUnknownHere()),
        await checkNativeModule('better-sqlite3', "new (require('better-sqlite3'))(':memory:').close()"),
        await checkNativeModule('nodejs-polars', "require('nodejs-polars').DataFrame({ a: [1] })"),
        await checkNativeModule('@temporalio/core-bridge', "require('@temporalio/core-bridge')"),
      ],
    },
    { title: 'Settings', findings: await checkSettings(settings) },
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
  if (problems + warnings === 0) return 'No problems found.';
  return `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`;
}

export function exitCodeOf(sections: readonly Section[]): number {
  return sections.some(({ findings }) => findings.some(({ state }) => state === 'problem')) ? 1 : 0;
}
