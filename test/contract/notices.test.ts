import { nameOfTarget, toNamedTargets, toNoticeTargets } from '../../src/contract/notices';

describe('the targets of notices', () => {
  it('keep every address when they are written to a memo and read back', () => {
    const named = { emails: ['ann@example.com', 'bob@example.com'] };
    expect(toNamedTargets(toNoticeTargets(named))).toEqual(named);
  });

  it('are written to a memo without webhooks', () => {
    const webhook = { kind: 'webhook', webhookId: 'w1' } as const;
    expect(toNamedTargets([webhook])).toEqual({ emails: [] });
    expect(nameOfTarget(webhook)).toBe('webhook w1');
  });
});
