import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { toNamedTargets, toNoticeTargets } from '../../contract/notices';
import { REPORT_STATES } from '../../contract/report';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import { type StandingReport, standingTimeSchema } from '../../contract/standing-report';
import type { Blobs } from '../blobs/blobs';
import type { Ingestion } from '../catalogue/ingestion-catalogue';
import type { ReportRecord } from '../catalogue/report-catalogue';
import { ingestSummarySchema, renderedFilesSchema, reportPinsSchema } from '../sql/json-columns';

export const RECORDS_FOLDER = 'records';
const [PINS, END] = ['.pins.json', '.end.json'];

const reportSchema: z.ZodType<ReportRecord> = z.object({
  id: z.string(),
  requestedMicros: z.int(),
  requestedBy: z.string().nullable(),
  options: reportOptionsSchema,
  state: z.enum(REPORT_STATES),
  pins: reportPinsSchema.nullable(),
  files: renderedFilesSchema,
  storeCount: z.int().nullable(),
  pollCount: z.int().nullable(),
  message: z.string().nullable(),
  finishedMicros: z.int().nullable(),
});

const ingestionSchema: z.ZodType<Ingestion> = z.object({
  id: z.string(),
  workflowId: z.string(),
  trigger: z.string(),
  state: z.enum(['Running', 'Completed', 'Failed', 'Cancelled']),
  startedMicros: z.int(),
  finishedMicros: z.int().nullable(),
  summary: ingestSummarySchema.nullable(),
  message: z.string().nullable(),
});

const ADOPTION = `${RECORDS_FOLDER}/standing-adoption.json`;
const adoptionSchema = z.object({ adoptedMicros: z.int() });

const standingSchema = z.object({
  id: z.string(),
  name: z.string(),
  options: reportOptionsSchema,
  time: standingTimeSchema,
  emails: z.array(z.string()),
});

/** Keeps in the blobs what a report is made of, and how it ended. */
export async function keepReport(blobs: Blobs, report: ReportRecord): Promise<void> {
  if (report.state === 'Running' && !report.pins) return;
  await blobs.write(recordKey(report), (file) => writeFile(file, JSON.stringify(report)));
}

export function recordKey({ id, state }: Pick<ReportRecord, 'id' | 'state'>): string {
  return `${reportKey(id)}${state === 'Running' ? PINS : END}`;
}

export async function removeKeptReport(blobs: Blobs, reportId: string): Promise<void> {
  for (const extension of [PINS, END]) await blobs.remove(`${reportKey(reportId)}${extension}`);
}

/** The report of a key; null for other keys. */
export function reportOfRecord(key: string): string | null {
  const name = key.startsWith(reportKey('')) ? key.slice(reportKey('').length) : '';
  const extension = [PINS, END].find((each) => name.endsWith(each));
  return extension === undefined ? null : name.slice(0, -extension.length);
}

/** Keeps a standing report, which is made again from nothing else. */
export async function keepStanding(blobs: Blobs, { targets, ...rest }: StandingReport): Promise<void> {
  const text = JSON.stringify({ ...rest, ...toNamedTargets(targets) });
  await blobs.write(standingKey(rest.id), (file) => writeFile(file, text));
}

export async function removeKeptStanding(blobs: Blobs, id: string): Promise<void> {
  await blobs.remove(standingKey(id));
}

export async function* keptStanding(blobs: Blobs): AsyncGenerator<StandingReport> {
  for await (const { key } of blobs.list(`${RECORDS_FOLDER}/standing`)) {
    const { emails, ...rest } = await read(blobs, key, standingSchema);
    yield { ...rest, targets: toNoticeTargets({ emails }) };
  }
}

/** Keeps when the standing reports of an earlier release were taken over: a rebuilt catalogue must not do it again. */
export async function keepAdoption(blobs: Blobs, adoptedMicros: number): Promise<void> {
  await blobs.write(ADOPTION, (file) => writeFile(file, JSON.stringify({ adoptedMicros })));
}

export async function keptAdoption(blobs: Blobs): Promise<number | null> {
  if (!(await blobs.exists(ADOPTION))) return null;
  return (await read(blobs, ADOPTION, adoptionSchema)).adoptedMicros;
}

/** Keeps how an ingestion ended that has read or rejected a file. */
export async function keepIngestion(blobs: Blobs, ingestion: Ingestion): Promise<void> {
  const hasNews = ingestion.summary?.outcomes.some(({ state }) => state !== 'unchanged') ?? false;
  if (hasNews)
    await blobs.write(ingestionKey(ingestion.id), (file) => writeFile(file, JSON.stringify(ingestion)));
}

export function ingestionKey(ingestionId: string): string {
  return `${RECORDS_FOLDER}/ingestions/${ingestionId}.json`;
}

export async function* keptIngestions(blobs: Blobs): AsyncGenerator<Ingestion> {
  for await (const { key } of blobs.list(`${RECORDS_FOLDER}/ingestions`))
    yield read(blobs, key, ingestionSchema);
}

/** Of a report that has ended, the record of its end. */
export async function* keptReports(blobs: Blobs): AsyncGenerator<ReportRecord> {
  const keys = new Map<string, string>();
  for await (const { key } of blobs.list(`${RECORDS_FOLDER}/reports`)) {
    const id = reportOfRecord(key);
    if (id !== null && (key.endsWith(END) || !keys.has(id))) keys.set(id, key);
  }
  for (const key of keys.values()) yield read(blobs, key, reportSchema);
}

function standingKey(id: string): string {
  return `${RECORDS_FOLDER}/standing/${id}.json`;
}

function reportKey(reportId: string): string {
  return `${RECORDS_FOLDER}/reports/${reportId}`;
}

async function read<T>(blobs: Blobs, key: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(await blobs.localPath(key), 'utf8')));
}
