import { freeMemory } from '../frames/free-memory';
import { serveTasks } from '../process-pool/serve-tasks';
import { readingTasks } from './reading-tasks';

/** Each process that reads files runs this file. */
serveTasks(readingTasks, freeMemory);
