import { freeFrames } from '../frames/free-frames';
import { answerWith, type Question } from '../thread-pool/run-question';
import { createTasks, type TaskInputs } from './tasks';

const answer = answerWith(createTasks());

/** What each thread that computes runs. */
export async function runTask<N extends keyof TaskInputs>(question: Question<TaskInputs, N>) {
  const outcome = await answer(question);
  // Once the answer is on its way, so that nobody waits for it.
  setImmediate(() => void freeFrames());
  return outcome;
}
