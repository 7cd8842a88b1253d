/** Stands in for src/frames/free-memory.ts in the thread of jest. The threads of the built program use the real one. */
export async function freeMemory(): Promise<void> {}
