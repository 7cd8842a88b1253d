import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../../contract/report';

export interface StageDisplay {
  /** A stage before the report itself. */
  stage(name: string, text: string): void;
  report(progress: Progress): void;
  note(line: string): void;
  end(): void;
}

/** A bar on a terminal, else one plain line for each stage. */
export function createStageDisplay(output: NodeJS.WriteStream): StageDisplay {
  return output.isTTY ? barDisplay(output) : lineDisplay(output);
}

function describe(progress: Progress): string {
  const counts =
    progress.storeCount === null ? '' : ` (${progress.storeCount} stores, ${progress.pollCount ?? 0} polls)`;
  return `${progress.stage}${counts}`;
}

function lineDisplay(output: NodeJS.WriteStream): StageDisplay {
  const write = (line: string) => output.write(`${line}\n`);
  return {
    stage: (_name, text) => write(text),
    report: (progress) => write(`report: ${describe(progress)}`),
    note: write,
    end: () => undefined,
  };
}

function barDisplay(output: NodeJS.WriteStream): StageDisplay {
  const bar = new SingleBar(
    { stream: output, format: '{bar} {percentage} % | {text}', hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  let done = 0;
  bar.start(100, 0, { text: '' });
  return {
    stage: (_name, text) => {
      done += 10;
      bar.update(done, { text });
    },
    report: (progress) => bar.update(20 + Math.round(progress.fraction * 80), { text: describe(progress) }),
    note: (text) => bar.update(done, { text }),
    end: () => {
      if (!bar.isActive) return;
      bar.stop();
    },
  };
}
