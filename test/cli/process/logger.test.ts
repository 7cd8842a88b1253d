import { createLogger } from '../../../src/cli/process/logger';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ logLevel: 'debug' }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

it('hides possible secrets at any depth of an error', () => {
  const headers = { authorization: 'Bearer secret-1' };
  const error = Object.assign(new Error('refused'), {
    config: { headers, data: 'assertion=secret-2' },
    response: { headers },
    metadata: { token: 'secret-3' },
  });
  const text = logged((logger) => {
    logger.error({ err: error }, 'a call failed');
    logger.info({
      apiKey: 'secret-4',
      google: { keyJson: 'secret-5' },
      smtp: { auth: { password: 'secret-6' } },
    });
    logger.child({ headers }).warn('with headers');
  });
  expect(text).not.toContain('secret-');
  expect(text).toContain('"message":"refused"');
  expect(text).toContain('[hidden]');
});

it('keeps the ids that a line is about', () => {
  const line = JSON.parse(
    logged((logger) => logger.child({ reportId: 'r', workflowId: 'report-r' }).info('done')),
  );
  expect(line).toMatchObject({ reportId: 'r', workflowId: 'report-r', msg: 'done' });
});
