import { LoopwatchError } from '../contract/errors';

const HOUR_MICROS = 3_600_000_000;

/** Counts the mails of this process in the last hour. A restart forgets them. */
export class MailLimit {
  #sentMicros: number[] = [];

  /**
   * Counts one mail more. @returns a function that takes it back, for a mail that was not sent.
   * @throws LoopwatchError UNAVAILABLE where there are too many, with the time to wait
   */
  take(mailsPerHour: number, nowMicros: number): () => void {
    this.#sentMicros = this.#sentMicros.filter((each) => each > nowMicros - HOUR_MICROS);
    const [oldest = nowMicros] = this.#sentMicros;
    if (this.#sentMicros.length >= mailsPerHour)
      throw new LoopwatchError(
        'UNAVAILABLE',
        `This worker has sent ${mailsPerHour} mails within an hour, the maximum`,
        'The mail is sent later. LOOPWATCH_MAILS_PER_HOUR sets the maximum.',
        { retryAfterMillis: Math.ceil((oldest + HOUR_MICROS - nowMicros) / 1_000) },
      );
    this.#sentMicros.push(nowMicros);
    return () => {
      const taken = this.#sentMicros.indexOf(nowMicros);
      if (taken >= 0) this.#sentMicros.splice(taken, 1);
    };
  }
}
