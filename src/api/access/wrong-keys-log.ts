import type { Logger } from 'pino';

const LINE_EVERY_MICROS = 60_000_000;

/** Logs wrong keys at most once a minute, with their number: a flood of them must not fill the log. */
export class WrongKeysLog {
  #attempts = 0;
  #loggedMicros = Number.NEGATIVE_INFINITY;

  note(logger: Logger, address: string, nowMicros: number): void {
    this.#attempts++;
    if (nowMicros - this.#loggedMicros < LINE_EVERY_MICROS) return;
    logger.warn({ attempts: this.#attempts, lastAddress: address }, 'wrong API keys were refused');
    this.#attempts = 0;
    this.#loggedMicros = nowMicros;
  }
}
