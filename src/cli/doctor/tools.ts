import type { Settings } from '../../config/settings';
import type { InputKind } from '../../contract/inputs';
import type { Listing } from '../../sources/source';
import type { FoundBinary } from '../../temporal/server/server-binary';

/** @returns the kind of input by the file's header. @throws LoopwatchError FILE_REJECTED where it is no input. */
export type Recognise = (file: string, sheet: string | null) => Promise<InputKind>;

/** The parts of the doctor that load native modules. */
export interface DoctorTools {
  readonly recognise: Recognise;
  /** What lies in the sources. @throws LoopwatchError where a source cannot be listed. */
  readonly listSource: (settings: Settings) => Promise<readonly Listing[]>;
  /** Connects to the Temporal server in use and looks up its namespace. @throws where that fails. */
  readonly reachTemporal: (settings: Settings) => Promise<void>;
  /** The Temporal server that `start` would run; null: it would download one first. */
  readonly findTemporal: (settings: Settings) => Promise<FoundBinary | null>;
}

/** Loaded on first use: the doctor must run, and say so, where a native module is broken. */
export const lazyTools: DoctorTools = {
  recognise: async (file, sheet) => (await import('./recognise.js')).recognise(file, sheet),
  listSource: async (settings) => (await import('./reach.js')).listSource(settings),
  reachTemporal: async (settings) => (await import('./reach.js')).reachTemporal(settings),
  findTemporal: async (settings) => (await import('./reach.js')).findTemporal(settings),
};
