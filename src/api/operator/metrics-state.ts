import { Counter, Gauge, type Registry } from 'prom-client';
import { TROUBLE_KINDS } from '../../contract/input-states';
import { INPUT_KINDS } from '../../contract/inputs';
import { REPORT_STATES } from '../../contract/report';
import { INGESTION_OUTCOMES } from '../../domain/health/ingestion-outcome';
import type { DataHealth } from '../../domain/health/judge-data';
import { FRESHNESS_STATES } from '../../domain/health/judge-polls';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import { callTemporal } from '../../temporal/call-temporal';
import {
  describeIngestSchedule,
  type IngestScheduleState,
} from '../../temporal/schedules/ingest-schedule-state';
import type { ApiPorts } from '../ports';
import { type OperatorFacts, readOperatorFacts } from './operator-facts';
import { CHECK_NAMES, type Readiness } from './readiness';

const SCHEDULE_LIMIT_MS = 2_000;

/** @returns a function that updates the figures. An unknown figure is left out, never shown as 0. */
export function stateMetrics(registry: Registry, ports: ApiPorts, readiness: Readiness): () => Promise<void> {
  const gauges = createGauges(registry);
  return async () => {
    const [{ checks }, facts, schedule] = await Promise.all([
      readiness(),
      readOperatorFacts(ports.catalogue, ports.clock()).catch(() => null),
      readSchedule(ports),
    ]);
    for (const check of CHECK_NAMES) gauges.ready.set({ check }, checks[check] === 'ok' ? 1 : 0);
    showFacts(gauges, facts, ports.clock());
    showSchedule(gauges, schedule);
  };
}

function showFacts(gauges: Gauges, facts: OperatorFacts | null, nowMicros: number): void {
  gauges.reports.reset();
  gauges.quarantined.reset();
  if (facts) {
    for (const state of REPORT_STATES)
      gauges.reports.set({ state: state.toLowerCase() }, facts.reports[state]);
    for (const kind of INPUT_KINDS) gauges.quarantined.set({ kind }, facts.quarantinedRows[kind]);
  }
  show(gauges.rejected, facts?.rejectedFiles ?? null);
  show(gauges.lag, facts && since(facts.newestPollMicros, nowMicros));
  show(gauges.lastNewPolls, facts && toSeconds(facts.lastNewMicros));
  show(gauges.lastIngestion, facts?.lastIngestion ? toSeconds(facts.lastIngestion.finishedMicros) : null);
  showHealth(gauges, facts?.health ?? null);
  const verification = facts?.verification ?? null;
  show(gauges.verified, verification && toSeconds(verification.atMicros));
  show(gauges.damaged, verification?.damageCount ?? null);
  show(gauges.remade, verification?.remadeCount ?? null);
  const last = facts?.lastIngestion ?? null;
  show(gauges.lastSucceeded, last && Number(last.outcome === 'completed'));
  for (const gauge of [gauges.lastOutcome, gauges.problems]) gauge.reset();
  if (!last) return;
  for (const outcome of INGESTION_OUTCOMES)
    if (outcome !== 'running') gauges.lastOutcome.set({ outcome }, Number(last.outcome === outcome));
  for (const kind of TROUBLE_KINDS)
    gauges.problems.set({ kind }, last.troubles.filter((trouble) => trouble.kind === kind).length);
}

function showHealth(gauges: Gauges, health: DataHealth | null): void {
  for (const gauge of [gauges.freshness, gauges.listed, gauges.newest, gauges.share]) gauge.reset();
  if (!health) return;
  for (const state of FRESHNESS_STATES) gauges.freshness.set({ state }, Number(health.state === state));
  for (const { sourceId: source, listedMicros, newestPollMicros } of health.sources) {
    if (listedMicros !== null) gauges.listed.set({ source }, listedMicros / MICROS_PER_SECOND);
    if (newestPollMicros !== null) gauges.newest.set({ source }, newestPollMicros / MICROS_PER_SECOND);
  }
  for (const { kind, rowsIn, quarantined } of health.inputs)
    if (rowsIn) gauges.share.set({ kind }, quarantined / rowsIn);
}

function showSchedule(gauges: Gauges, schedule: IngestScheduleState | null): void {
  show(gauges.paused, schedule && Number(schedule.isPaused));
  for (const counter of [gauges.missed, gauges.skipped]) counter.reset();
  if (schedule) {
    gauges.missed.inc(schedule.missedCount);
    gauges.skipped.inc(schedule.skippedCount);
  } else {
    for (const counter of [gauges.missed, gauges.skipped]) counter.remove();
  }
}

function show(gauge: Gauge, value: number | null): void {
  if (value === null) gauge.remove();
  else gauge.set(value);
}

async function readSchedule({ client }: ApiPorts): Promise<IngestScheduleState | null> {
  // Null without Temporal, which the checks report, and without a Schedule.
  return callTemporal(client, () => describeIngestSchedule(client), SCHEDULE_LIMIT_MS).catch(() => null);
}

function since(micros: number | null, nowMicros: number): number | null {
  return micros === null ? null : (nowMicros - micros) / MICROS_PER_SECOND;
}

function toSeconds(micros: number | null): number | null {
  return micros === null ? null : micros / MICROS_PER_SECOND;
}

type Gauges = ReturnType<typeof createGauges>;

function createGauges(registry: Registry) {
  const registers = [registry];
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Gauge<T>({ name: `loopwatch_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string) => new Counter({ name: `loopwatch_${name}`, help, registers });
  return {
    ready: gauge('ready', '1 where the check of /readyz is ok, else 0.', ['check']),
    reports: gauge('reports', 'Reports on record, by state.', ['state']),
    quarantined: gauge('quarantined_rows', 'Rows of present files that could not be used.', ['kind']),
    rejected: gauge('rejected_files', 'Present files that could not be used at all.'),
    lag: gauge('ingestion_lag_seconds', 'Age of the newest poll; absent: there is none.'),
    lastNewPolls: gauge('last_new_polls_timestamp_seconds', 'When an ingestion last added new polls.'),
    lastIngestion: gauge('last_ingestion_timestamp_seconds', 'When the last ingestion ended.'),
    lastSucceeded: gauge(
      'last_ingestion_success',
      '1 where the last ingestion completed without problems, else 0.',
    ),
    lastOutcome: gauge('last_ingestion_outcome', '1 for the outcome of the last ingestion, else 0.', [
      'outcome',
    ]),
    problems: gauge('ingestion_problems', 'Problems of the last ingestion, by kind.', ['kind']),
    freshness: gauge('freshness', '1 for the state of the data, else 0.', ['state']),
    listed: gauge('source_last_listed_timestamp_seconds', 'When a source was last listed.', ['source']),
    newest: gauge('source_newest_poll_timestamp_seconds', 'The newest poll of a source.', ['source']),
    share: gauge('quarantined_share', 'The share of the rows of present files in quarantine.', ['kind']),
    verified: gauge(
      'last_verification_timestamp_seconds',
      'When a maintenance last verified what is stored; absent: none did.',
    ),
    damaged: gauge('damaged_files', 'What the last verification found damaged and could not make again.'),
    remade: gauge('remade_files', 'Damaged files that the last verification made again.'),
    paused: gauge('schedule_paused', '1 while the hourly Schedule is paused, else 0.'),
    missed: counter('schedule_missed_runs_total', 'Hours too far back to be made up for.'),
    skipped: counter('schedule_skipped_runs_total', 'Hours left out because the one before still ran.'),
  };
}
