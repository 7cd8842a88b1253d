import type { Settings } from '../../config/settings';
import { zonesUnknownHere } from '../../domain/time/zone-names';
import { checkBlobStore } from '../doctor/check-blob-store';
import { checkData } from '../doctor/check-data';
import {
  checkDisk,
  checkNativeModule,
  checkNode,
  checkPrivate,
  checkTimeZones,
  checkWritable,
} from '../doctor/check-machine';
import { checkSettings } from '../doctor/check-settings';
import { checkSources } from '../doctor/check-sources';
import { checkTemporal } from '../doctor/check-temporal';
import { type Finding, formatFinding, ok, warning } from '../doctor/finding';
import { type DoctorTools, lazyTools } from '../doctor/tools';
import { nowMicros } from '../process/open-ports';
import { withOwnCommands } from '../process/own-command';
import { findService, type Service, settingsBeside } from '../process/service-note';
import { formatSettings, settingsInEffect } from '../process/settings-in-effect';

/** A heading of the check list with its findings. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/**
 * `loopwatch doctor`: checks everything that Loopwatch needs. Beside a service that runs on the data folder, it checks
 * that service's settings, unless this command is given others. @returns the exit code: 0 without a problem, else 1.
 */
export async function doctorCommand(
  given: Settings,
  { isDeep }: { readonly isDeep: boolean },
): Promise<number> {
  const service = await findService(given.dataDir);
  const settings = service ? settingsBeside(given, service) : given;
  const sections = [
    ...(await examine(settings, service, lazyTools, nowMicros())),
    ...(isDeep ? [{ title: 'Everything that is stored', findings: await checkDeep(settings) }] : []),
  ];
  const own = settingsInEffect(given);
  const inEffect = settingsInEffect(settings).map((setting, index) => {
    const isOfService = own[index]?.value !== setting.value;
    return isOfService ? { ...setting, from: 'running service' as const } : setting;
  });
  process.stdout.write(withOwnCommands(formatSections(sections, formatSettings(inEffect)), settings.dataDir));
  return exitCodeOf(sections);
}

/** Loaded on use: it needs the native modules that the doctor checks. */
async function checkDeep(settings: Settings): Promise<readonly Finding[]> {
  return (await import('../doctor/check-stored.js')).checkStored(settings);
}

/** Changes nothing, and takes no lock: it may run beside a service. */
export async function examine(
  settings: Settings,
  service: Service | null,
  tools: DoctorTools,
  now: number,
): Promise<Section[]> {
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
    { title: 'Settings', findings: [...nameService(settings, service), ...(await checkSettings(settings))] },
    { title: 'Temporal and ports', findings: await checkTemporal(settings, tools) },
    {
      title: 'Data folder',
      findings: [
        await checkWritable(dataDir),
        ...(await checkPrivate(dataDir)),
        await checkDisk(dataDir),
        await checkBlobStore(settings.blobs),
        ...(await checkData(settings, now)),
      ],
    },
    { title: 'Sources', findings: await checkSources(settings, tools) },
  ];
}

function nameService({ environment }: Settings, service: Service | null): Finding[] {
  if (!service) return [];
  const lacking = service.secret.filter((name) => !environment[name]).join(' and ');
  return [
    ok(`The settings are those of the service that runs now (process ${service.pid}), unless set here`),
    ...(lacking
      ? [
          warning(
            `The service has secrets that it does not note: ${lacking}`,
            'Set them here too, to check what they open.',
          ),
        ]
      : []),
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
