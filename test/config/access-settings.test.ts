import express from 'express';
import { DEFAULT_ACCESS } from '../../src/api/access/access-settings';
import { loadSettings } from '../../src/config/settings';

const accessWith = (environment: Record<string, string>) => loadSettings({}, environment).access;

describe('the access settings', () => {
  it('are the defaults of the API unless set', () => {
    const { isExposed: _, ...defaults } = DEFAULT_ACCESS;
    expect(accessWith({})).toEqual(defaults);
  });

  it('are comma-separated lists and numbers', () => {
    const access = accessWith({
      LOOPWATCH_ALLOWED_HOSTS: ' uptime.example.org, [2001:db8::1] ,',
      LOOPWATCH_TRUSTED_PROXIES: 'loopback,10.0.0.0/8, 2001:db8::/32',
      LOOPWATCH_RATE_LIMIT_PER_MINUTE: '7',
    });
    expect(access.allowedHosts).toEqual(['uptime.example.org', '[2001:db8::1]']);
    expect(access.trustedProxies).toEqual(['loopback', '10.0.0.0/8', '2001:db8::/32']);
    expect(access.requestsPerMinute).toBe(7);
    expect(() => express().set('trust proxy', access.trustedProxies)).not.toThrow();
  });

  it.each([
    ['LOOPWATCH_ALLOWED_HOSTS', 'https://uptime.example.org'],
    ['LOOPWATCH_ALLOWED_HOSTS', 'uptime.example.org:443'],
    ['LOOPWATCH_ALLOWED_HOSTS', '*'],
    ['LOOPWATCH_TRUSTED_PROXIES', 'true'],
    ['LOOPWATCH_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['LOOPWATCH_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['LOOPWATCH_RATE_LIMIT_PER_MINUTE', '0'],
    ['LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE', '1.5'],
    ['LOOPWATCH_WRONG_KEY_LIMIT_PER_MINUTE', 'many'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => accessWith({ [name]: value })).toThrow(`The setting ${name} cannot be used: must be `);
  });
});
