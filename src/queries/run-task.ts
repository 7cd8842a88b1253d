import { answerWith } from '../thread-pool/run-question';
import { createTasks } from './tasks';

/** What each thread that reads runs. */
export const runTask = answerWith(createTasks());
