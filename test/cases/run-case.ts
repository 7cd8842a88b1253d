import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ActivityPorts } from '../../src/activities/ports';
import { failureMessage } from '../../src/contract/failure-message';
import type { FileOutcome } from '../../src/contract/inputs';
import type { ReportOptions } from '../../src/contract/report';
import { FolderSource } from '../../src/sources/folder-source';
import { readQuarantineLines } from '../../src/storage/blobs/quarantine-lines';
import { defaultOptions } from '../support/default-options';
import { openWorkerPorts } from '../support/ports';
import { ingestInProcess, reportInProcess } from '../support/workflows-by-hand';

const CASES = join(__dirname, '../fixtures/cases');
const QUIET_SECONDS = 1_600_000_000;

const reportSchema = z.object({
  report: z.looseObject({ warnings: z.array(z.string()) }),
  stores: z.array(z.looseObject({ store_id: z.string() })),
});

type StoreRow = z.output<typeof reportSchema>['stores'][number];

export interface CaseReport {
  /** `report` of the JSON. */
  readonly facts: z.output<typeof reportSchema>['report'];
  /** The stores of the JSON. */
  readonly stores: readonly StoreRow[];
  /** The extended CSV. */
  readonly csv: string;
}

export interface Ingested {
  readonly outcomes: readonly FileOutcome[];
  /** Sources that could not be listed. */
  readonly problems: readonly string[];
  readonly message: string;
  /** The names of the files that were passed over; true: a report warns of it. */
  readonly passedOver: Readonly<Record<string, boolean>>;
  /** `file, line: reason` of each quarantined row. */
  readonly quarantine: readonly string[];
}

/** A folder of files that is ingested and reported by the product's own workflows, in this process. */
export class CaseRun {
  static async open(name: string, over: Partial<ActivityPorts> = {}): Promise<CaseRun> {
    const root = mkdtempSync(join(tmpdir(), 'loopwatch-case-'));
    const folder = join(root, 'in');
    const ports = await openWorkerPorts(join(root, 'state'), [new FolderSource(folder)]);
    const run = new CaseRun(name, root, { ...ports, ...over });
    run.put('in');
    return run;
  }

  private constructor(
    private readonly name: string,
    private readonly root: string,
    readonly ports: ActivityPorts,
  ) {}

  get folder(): string {
    return join(this.root, 'in');
  }

  /** Replaces the content of the folder by that of another folder of the case. */
  put(part: 'in' | 'step2'): void {
    rmSync(this.folder, { recursive: true, force: true });
    cpSync(join(CASES, this.name, part), this.folder, { recursive: true });
    for (const file of readdirSync(this.folder))
      utimesSync(join(this.folder, file), QUIET_SECONDS, QUIET_SECONDS);
  }

  async ingest(): Promise<Ingested> {
    const summary = await ingestInProcess(this.ports);
    const files = await this.ports.catalogue.files.all();
    // A last line without its newline waits for a second look.
    if (files.some(({ reading }) => reading?.hasOpenLine)) await ingestInProcess(this.ports);
    const { outcomes, problems, message } = summary;
    const passedOver = Object.fromEntries(
      (summary.passedOver?.files ?? []).map(({ name, mayBeInput }) => [name, mayBeInput]),
    );
    const quarantine: string[] = [];
    for (const { name, quarantineKey } of outcomes) {
      if (quarantineKey === null) continue;
      const path = await this.ports.blobs.localPath(quarantineKey);
      for await (const { line, reason } of readQuarantineLines(path, 0))
        quarantine.push(`${name}, ${line}: ${reason}`);
    }
    return { outcomes, problems, message, passedOver, quarantine };
  }

  /** Makes the CSV and the JSON. @throws Error with the message that people get where no report is made */
  async report(options: Partial<ReportOptions> = {}): Promise<CaseReport> {
    const wanted: ReportOptions = {
      ...defaultOptions(),
      formats: ['csv', 'json'],
      extended: true,
      ...options,
    };
    const { files } = await reportInProcess(this.ports, wanted).catch((error: unknown) => {
      throw new Error(failureMessage(error), { cause: error });
    });
    const texts = await Promise.all(
      files.map(async ({ key }) => readFileSync(await this.ports.blobs.localPath(key), 'utf8')),
    );
    const [csv = '', json = ''] = texts;
    const { report: facts, stores } = reportSchema.parse(JSON.parse(json));
    return { facts, stores, csv };
  }

  async close(): Promise<void> {
    await this.ports.catalogue.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface CaseResult {
  readonly ingested: Ingested;
  readonly report: CaseReport;
}

/** Ingests the files of a case and makes its report. */
export async function runCase(name: string, over: Partial<ActivityPorts> = {}): Promise<CaseResult> {
  const run = await CaseRun.open(name, over);
  try {
    return { ingested: await run.ingest(), report: await run.report() };
  } finally {
    await run.close();
  }
}

const HOURS_OF_A_WEEK = ['uptime', 'downtime', 'unknown', 'business'] as const;

/** By store: up, down, unknown and business hours of the last week. */
export function weeksOf({ stores }: CaseReport): Record<string, unknown[]> {
  return Object.fromEntries(
    stores.map((store) => [
      store.store_id,
      HOURS_OF_A_WEEK.map((quantity) => store[`${quantity}_last_week(in hours)`]),
    ]),
  );
}
