import type { VersionedKind } from '../contract/inputs';
import { type FleetTotals, fleetTotals } from '../domain/report/fleet-totals';
import { type ParsedFile, type ParseRequest, parseFile } from '../frames/files/parse-file';
import { type MergedPolls, type MergeRequest, mergePolls } from '../frames/log/merge-polls';
import { type MergedSegments, type MergeSegmentsRequest, mergeSegments } from '../frames/log/merge-segments';
import { type MergeStoresRequest, mergeStores } from '../frames/log/merge-stores';
import { type MergedVersion, mergeVersions, storesKept } from '../frames/log/merge-versions';
import {
  type Aggregated,
  type AggregateRequest,
  aggregate,
  type MergedFigures,
  type MergeFiguresRequest,
  mergeFigures,
  readCoverage,
  readFigures,
} from '../frames/report/aggregate';
import { type Filtered, type FilterRequest, filterPolls } from '../frames/report/filter';
import {
  type CountRequest,
  countStores,
  type LoadedPolls,
  type LoadRequest,
  loadPolls,
} from '../frames/report/load-polls';
import { type Localized, type LocalizeRequest, localize } from '../frames/report/localize';
import type { TaskRunner, Tasks } from '../thread-pool/task-runner';
import { type RenderInputs, renderFile } from './render-file';

interface VersionParts {
  readonly kind: VersionedKind;
  readonly partPaths: readonly string[];
  readonly outPath: string;
}

/** What a thread is asked: paths of this machine and numbers, never rows. */
export interface TaskInputs {
  readonly parseFile: ParseRequest;
  readonly mergePolls: MergeRequest;
  readonly mergeStores: MergeStoresRequest;
  readonly mergeSegments: MergeSegmentsRequest;
  readonly mergeVersions: VersionParts;
  readonly storesKept: { readonly previousPath: string; readonly nextPath: string };
  readonly countStores: CountRequest;
  readonly loadPolls: LoadRequest;
  readonly localize: LocalizeRequest;
  readonly filterPolls: FilterRequest;
  readonly aggregate: AggregateRequest;
  readonly mergeFigures: MergeFiguresRequest;
  readonly render: RenderInputs;
  readonly coverage: { readonly figuresPath: string };
  readonly fleetTotals: { readonly figuresPath: string };
}

export interface TaskOutputs {
  readonly parseFile: ParsedFile;
  readonly mergePolls: MergedPolls;
  readonly mergeStores: number;
  readonly mergeSegments: MergedSegments;
  readonly mergeVersions: MergedVersion;
  readonly storesKept: number;
  readonly countStores: number;
  readonly loadPolls: LoadedPolls;
  readonly localize: Localized;
  readonly filterPolls: Filtered;
  readonly aggregate: Aggregated;
  readonly mergeFigures: MergedFigures;
  readonly render: undefined;
  readonly coverage: number | null;
  readonly fleetTotals: FleetTotals;
}

/** Where a worker computes. */
export type Computing = TaskRunner<TaskInputs, TaskOutputs>;

/**
 * Everything that activities compute, as functions that hold up the thread that calls them, but between the parts of
 * what is large.
 */
export function createTasks(): Tasks<TaskInputs, TaskOutputs> {
  return {
    parseFile,
    mergePolls,
    mergeStores,
    mergeSegments,
    mergeVersions: ({ kind, partPaths, outPath }) => mergeVersions(kind, partPaths, outPath),
    storesKept: ({ previousPath, nextPath }) => storesKept(previousPath, nextPath),
    countStores,
    loadPolls,
    localize,
    filterPolls,
    aggregate,
    mergeFigures,
    render: renderFile,
    coverage: ({ figuresPath }) => readCoverage(figuresPath),
    fleetTotals: ({ figuresPath }) => fleetTotals(readFigures(figuresPath)),
  };
}
