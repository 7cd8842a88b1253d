import type { Settings } from '../../config/settings';
import type { FoundBinary } from '../../temporal/server/server-binary';
import type { Recognise } from './doctor-source';

/** What the doctor needs of modules that load native code. */
export interface DoctorTools {
  readonly recognise: Recognise;
  /** The names of the files that the settings' sources hold. @throws LoopwatchError where one cannot be listed. */
  readonly listSource: (settings: Settings) => Promise<readonly string[]>;
  /** Connects to the Temporal server in use, looks its namespace up and leaves again. @throws where it cannot. */
  readonly reachTemporal: (settings: Settings) => Promise<void>;
  /** The Temporal server that a start would run; null: it would fetch one first. */
  readonly findTemporal: (settings: Settings) => Promise<FoundBinary | null>;
}

/** Loaded when used: where a native module is broken, the doctor still has to tell so. */
export const lazyTools: DoctorTools = {
  recognise: async (file) => (await import('./doctor-recognise.js')).recognise(file),
  listSource: async (settings) => (await import('./doctor-reach.js')).listSource(settings),
  reachTemporal: async (settings) => (await import('./doctor-reach.js')).reachTemporal(settings),
  findTemporal: async (settings) => (await import('./doctor-reach.js')).findTemporal(settings),
};
