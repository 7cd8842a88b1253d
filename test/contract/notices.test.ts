import { nameOfTarget, toNamedTargets, toNoticeTargets } from '../../src/contract/notices';

describe('the targets of notices', () => {
  it('keep every address between memo and program', () => {
    const named = { emails: ['ann@example.com', 'bob@example.com'] };
    expect(toNamedTargets(toNoticeTargets(named))).toEqual(named);
  });

  it('leave webhooks out of what a memo holds', () => {
    const webhook = { kind: 'webhook', webhookId: 'w1' } as const;
    expect(toNamedTargets([webhook])).toEqual({ emails: [] });
    expect(nameOfTarget(webhook)).toBe('webhook w1');
  });
});
