import { answerWith } from '../threads/answer';
import { createTasks } from './tasks';

/** What each thread that reads runs. */
export const runTask = answerWith(createTasks());
