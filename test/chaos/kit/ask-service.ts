import { z } from 'zod';

/** Longer than the API waits for a report. */
const ANSWER_MILLIS = 90_000;
const MAX_LOOKS = 10;
const idSchema = z.object({ report_id: z.string() });
const stateSchema = z.object({ state: z.string() });

/** Asks a service that may be away. */
export class Asker {
  readonly accepted: string[] = [];

  constructor(readonly url: () => string) {}

  async ingest(): Promise<void> {
    await this.#ask('/api/v1/ingestions', 'POST');
  }

  async report(): Promise<void> {
    const id = idSchema.safeParse(await this.#ask('/trigger_report')).data?.report_id;
    if (id !== undefined) this.accepted.push(id);
  }

  /** Waits for every accepted report. @returns how many ended in each state */
  async ends(): Promise<ReadonlyMap<string, number>> {
    const ends = new Map<string, number>();
    for (const id of this.accepted) {
      const end = await this.#endOf(id);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    return ends;
  }

  async #endOf(id: string): Promise<string> {
    for (let look = 0; look < MAX_LOOKS; look++) {
      const answer = await this.#ask(`/get_report?report_id=${id}&wait=60s`);
      const state = stateSchema.safeParse(answer).data?.state;
      if (state !== undefined && state !== 'Running') return state;
    }
    return 'Running';
  }

  /** @returns the body; null: it does not answer just now */
  async #ask(route: string, method = 'GET'): Promise<unknown> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MILLIS);
      return await (await fetch(`${this.url()}${route}`, { method, signal })).json();
    } catch {
      return null;
    }
  }
}

/** Such as "3 worker, 1 start". */
export function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ');
}
