import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { VERSIONED_FACTS, VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import { counted } from '../../domain/wording/report-words';
import { dropLost, type KeptStore, listKept } from '../../frames/log/kept-stores';
import { acceptLosses } from '../../queries/accept-losses';
import { openPorts, type Ports } from '../process/open-ports';
import { withOwnCommands } from '../process/own-command';

export interface AcceptFlags {
  readonly list?: boolean;
  readonly stores?: string;
  readonly allStores?: boolean;
}

/**
 * `loopwatch accept hours|timezones`: uses a version that the guard held back, lists the stores that keep what files no
 * longer give, or accepts their loss.
 */
export async function acceptCommand(settings: Settings, name: string, flags: AcceptFlags): Promise<void> {
  const kind = VERSIONED_KINDS.find((each) => each === name);
  if (kind === undefined) {
    const remedy = `Use ${VERSIONED_KINDS.join(' or ')}.`;
    throw new LoopwatchError('INVALID_INPUT', `"${name}" has no versions`, remedy);
  }
  const storeIds = chosenStores(flags);
  const ports = await openPorts(settings);
  try {
    const lines = flags.list
      ? await listLines(ports, kind)
      : storeIds === undefined
        ? await acceptHeld(ports, kind)
        : await acceptStores(ports, kind, storeIds);
    process.stdout.write(lines.map((line) => `${withOwnCommands(line, settings.dataDir)}\n`).join(''));
  } finally {
    await ports.catalogue.close();
  }
}

/** @returns undefined: no store was chosen; null: all. */
function chosenStores({ list, stores, allStores }: AcceptFlags): readonly string[] | null | undefined {
  const chosen = [list, stores !== undefined, allStores].filter((flag) => flag === true).length;
  if (chosen > 1) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      '--list, --stores and --all-stores do not go together',
      'Use one of them.',
    );
  }
  if (allStores) return null;
  if (stores === undefined) return undefined;
  const ids = stores.split(',').map((id) => id.trim());
  if (ids.includes('')) throw new LoopwatchError('INVALID_INPUT', '--stores: a store id is empty');
  return ids;
}

async function acceptHeld({ catalogue }: Ports, kind: VersionedKind): Promise<string[]> {
  const accepted = await catalogue.inputs.accept(kind);
  const version = accepted ?? (await catalogue.inputs.current(kind));
  const lost = version?.notes?.stores.keptLost ?? 0;
  return [
    accepted
      ? `Version ${accepted.version} of the ${kind} (${counted(accepted.stores, 'store')}) is now in use.`
      : `No version of the ${kind} is held back.`,
    ...(lost === 0 ? [] : howToAccept(kind, lost)),
  ];
}

function howToAccept(kind: VersionedKind, lost: number): string[] {
  const { name } = VERSIONED_FACTS[kind];
  return [
    `${counted(lost, 'store')} that no file names any more ${lost === 1 ? 'keeps' : 'keep'} the last known ${name}.`,
    `"loopwatch accept ${kind} --list" shows them; "--stores ID,ID" or "--all-stores" accepts that they have none now.`,
  ];
}

async function listLines({ catalogue, blobs }: Ports, kind: VersionedKind): Promise<string[]> {
  const inUse = await catalogue.inputs.current(kind);
  const { name } = VERSIONED_FACTS[kind];
  if (inUse === null) return [`No version of the ${kind} is in use.`];
  const kept = listKept({ kind, path: await blobs.localPath(inUse.key) });
  if (kept.length === 0)
    return [`Version ${inUse.version} of the ${kind} keeps nothing of earlier versions.`];
  const [lost, unreadable] = [kept.filter(({ isLost }) => isLost), kept.filter(({ isLost }) => !isLost)];
  return [
    ...(lost.length === 0
      ? []
      : [`${counted(lost.length, 'store')} that no file names any more, with the ${name} that each keeps:`]),
    ...lost.map(keptLine),
    ...(unreadable.length === 0
      ? []
      : [
          `${counted(unreadable.length, 'store')} with rows that cannot be read. Correct the rows; this loss cannot be accepted:`,
        ]),
    ...unreadable.map(keptLine),
  ];
}

function keptLine({ storeId, keeps, file, since }: KeptStore): string {
  return `  ${storeId}  ${keeps}  (version ${since}${file === null ? '' : `, ${file}`})`;
}

async function acceptStores(
  ports: Ports,
  kind: VersionedKind,
  storeIds: readonly string[] | null,
): Promise<string[]> {
  const request = { kind, storeIds, nowMicros: ports.clock() };
  const { version, stores } = await acceptLosses(ports, async (rows) => dropLost(rows), request);
  return [
    `Version ${version.version} of the ${kind} is now in use: ${counted(stores, 'store')} ${stores === 1 ? 'has' : 'have'} no ${VERSIONED_FACTS[kind].name} any more.`,
  ];
}
