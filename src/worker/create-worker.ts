import { existsSync } from 'node:fs';
import type { OpenTelemetrySinks } from '@temporalio/interceptors-opentelemetry';
import {
  type ActivityInterceptorsFactory,
  type InjectedSinks,
  type NativeConnection,
  type WorkerOptions as TemporalWorkerOptions,
  Worker,
} from '@temporalio/worker';
import { createActivities } from '../activities/index';
import type { ActivityPorts } from '../activities/ports';
import { TASK_QUEUE } from '../contract/names';
import { workerIdentity } from '../temporal/worker-identity';
import { BUNDLE_PATH, WORKFLOW_INTERCEPTORS, WORKFLOWS_PATH } from './bundle-paths';

/** Receives the spans of workflows. */
export type SpanSinks = InjectedSinks<OpenTelemetrySinks>;

export interface WorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly ports: ActivityPorts;
  /** The outermost first. */
  readonly activityInterceptors?: readonly ActivityInterceptorsFactory[];
  /** Omitted: the spans of workflows are dropped. */
  readonly sinks?: SpanSinks;
  /** null: the worker has no version. */
  readonly deployment?: { readonly name: string; readonly buildId: string } | null;
}

const DROP_SPANS: SpanSinks = { exporter: { export: { fn: () => undefined } } };

/** A worker for every workflow and activity; `run()` starts it. */
export async function createWorker(options: WorkerOptions): Promise<Worker> {
  const { connection, namespace, ports, activityInterceptors = [], sinks = DROP_SPANS } = options;
  return Worker.create({
    connection,
    namespace,
    identity: workerIdentity(process.pid),
    taskQueue: TASK_QUEUE,
    ...workflowsAndInterceptors(activityInterceptors),
    activities: createActivities(ports),
    sinks,
    ...versionOf(options.deployment ?? null),
    // A stage computes on one thread, so more at once only costs memory.
    maxConcurrentActivityTaskExecutions: 4,
    // The default of 0 would abandon running activities when the worker stops.
    shutdownGraceTime: '30 seconds',
  });
}

function workflowsAndInterceptors(
  activity: readonly ActivityInterceptorsFactory[],
): Pick<TemporalWorkerOptions, 'workflowBundle' | 'workflowsPath' | 'interceptors'> {
  return existsSync(BUNDLE_PATH)
    ? { workflowBundle: { codePath: BUNDLE_PATH }, interceptors: { activity: [...activity] } }
    : {
        workflowsPath: WORKFLOWS_PATH,
        interceptors: { activity: [...activity], workflowModules: WORKFLOW_INTERCEPTORS },
      };
}

function versionOf(deployment: WorkerOptions['deployment'] | null) {
  if (!deployment) return {};
  const { name: deploymentName, buildId } = deployment;
  return {
    workerDeploymentOptions: {
      useWorkerVersioning: true as const,
      version: { deploymentName, buildId },
      // Runs move to the new version at once, so no old worker must stay up. Replay tests make this safe.
      defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
    },
  };
}
