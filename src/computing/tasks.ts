import type { VersionedKind } from '../contract/inputs';
import { type FleetTotals, fleetTotals } from '../domain/fleet-totals';
import { type Aggregated, type AggregateRequest, aggregate, readFigures } from '../frames/aggregate';
import { type Filtered, type FilterRequest, filterPolls } from '../frames/filter';
import { type LoadedPolls, type LoadRequest, loadPolls } from '../frames/load-polls';
import { type Localized, type LocalizeRequest, localize } from '../frames/localize';
import { type MergedPolls, type MergeRequest, mergePolls } from '../frames/merge-polls';
import { type MergedSegments, type MergeSegmentsRequest, mergeSegments } from '../frames/merge-segments';
import { type MergedVersion, mergeVersions, storesKept } from '../frames/merge-versions';
import { type ParsedFile, type ParseRequest, parseFile } from '../frames/parse-file';
import type { TaskRunner, Tasks } from '../threads/task-runner';
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
  readonly mergeSegments: MergeSegmentsRequest;
  readonly mergeVersions: VersionParts;
  readonly storesKept: { readonly previousPath: string; readonly nextPath: string };
  readonly loadPolls: LoadRequest;
  readonly localize: LocalizeRequest;
  readonly filterPolls: FilterRequest;
  readonly aggregate: AggregateRequest;
  readonly render: RenderInputs;
  readonly fleetTotals: { readonly figuresPath: string };
}

export interface TaskOutputs {
  readonly parseFile: ParsedFile;
  readonly mergePolls: MergedPolls;
  readonly mergeSegments: MergedSegments;
  readonly mergeVersions: MergedVersion;
  readonly storesKept: number;
  readonly loadPolls: LoadedPolls;
  readonly localize: Localized;
  readonly filterPolls: Filtered;
  readonly aggregate: Aggregated;
  readonly render: undefined;
  readonly fleetTotals: FleetTotals;
}

/** Where a worker computes. */
export type Computing = TaskRunner<TaskInputs, TaskOutputs>;

/** Everything that activities compute, as functions that hold up the thread that calls them. */
export function createTasks(): Tasks<TaskInputs, TaskOutputs> {
  return {
    parseFile,
    mergePolls,
    mergeSegments,
    mergeVersions: ({ kind, partPaths, outPath }) => mergeVersions(kind, partPaths, outPath),
    storesKept: ({ previousPath, nextPath }) => storesKept(previousPath, nextPath),
    loadPolls,
    localize,
    filterPolls,
    aggregate,
    render: renderFile,
    fleetTotals: ({ figuresPath }) => fleetTotals(readFigures(figuresPath)),
  };
}
