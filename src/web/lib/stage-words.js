/** What is done now for a running report. `done` stands for the moment before it is told to have completed. */
export function stageText(stage) {
  if (stage === null) return 'Waiting for a worker';
  return stage === 'done' ? 'Nearly done' : `At work on: ${stage}`;
}
