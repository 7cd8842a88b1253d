import { type ChildProcess, fork } from 'node:child_process';
import { type ProcessAnswer, readProcessMessage } from './process-messages';

const KEPT_CHARS = 8_000;
const BYTES_PER_MEBIBYTE = 1024 * 1024;

export interface TaskProcessOptions {
  /** The file that calls `serveTasks`. */
  readonly file: string;
  readonly maxBytes: number;
  /** For Node itself. */
  readonly execArgv?: readonly string[];
}

/** How a process ended. */
export interface ProcessEnd {
  readonly signal: NodeJS.Signals | null;
  readonly exitCode: number | null;
  /** The end of its standard error. */
  readonly lastWords: string;
  /** Its own time was over. */
  readonly isLate: boolean;
}

type Result =
  | { readonly answer: ProcessAnswer; readonly end: null }
  | { readonly answer: null; readonly end: ProcessEnd };

/** A process that runs one task at a time, until it ends or is ended. */
export class TaskProcess {
  readonly #child: ChildProcess;
  readonly #end: Promise<ProcessEnd>;
  readonly #ready: Promise<ProcessEnd | null>;
  #lastWords = '';
  #isLate = false;
  #answered: (answer: ProcessAnswer) => void = () => undefined;
  /** What it held after its last task. */
  rssBytes = 0;

  constructor({ file, maxBytes, execArgv = [] }: TaskProcessOptions) {
    const heap = `--max-old-space-size=${Math.ceil(maxBytes / BYTES_PER_MEBIBYTE)}`;
    this.#child = fork(file, [String(maxBytes)], {
      execArgv: [...execArgv, heap],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = `${this.#lastWords}${text}`.slice(-KEPT_CHARS);
    });
    this.#end = this.#watchEnd();
    this.#ready = new Promise((resolve) => {
      void this.#end.then(resolve);
      this.#child.on('message', (sent) => {
        const message = readProcessMessage(sent);
        if (message === 'ready') return resolve(null);
        this.rssBytes = message.rssBytes;
        this.#answered(message);
      });
    });
  }

  /** @returns null once it can run tasks; or how it ended before. */
  get ready(): Promise<ProcessEnd | null> {
    return this.#ready;
  }

  get end(): Promise<ProcessEnd> {
    return this.#end;
  }

  async run(call: object, millis: number): Promise<Result> {
    const answered = new Promise<Result>((resolve) => {
      this.#answered = (answer) => resolve({ answer, end: null });
    });
    const timer = setTimeout(() => {
      this.#isLate = true;
      this.kill();
    }, millis);
    try {
      // A process that has ended cannot be sent anything: its end says all there is to say.
      this.#child.send(call, () => undefined);
      return await Promise.race([answered, this.#end.then((end): Result => ({ answer: null, end }))]);
    } finally {
      clearTimeout(timer);
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #watchEnd(): Promise<ProcessEnd> {
    return new Promise((resolve) => {
      const ended = (exitCode: number | null, signal: NodeJS.Signals | null) =>
        resolve({ signal, exitCode, lastWords: this.#lastWords.trim(), isLate: this.#isLate });
      this.#child.once('close', ended);
      this.#child.on('error', (error) => {
        if (this.#child.pid !== undefined) return;
        this.#lastWords = error.message;
        ended(null, null);
      });
    });
  }
}
