import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSettings } from '../../src/config/settings';
import { describeSecurity } from '../../src/config/temporal-target';
import { tempFolder } from '../support/temp-folder';

const folder = tempFolder();
const file = path.join(folder, 'temporal.toml');
writeFileSync(
  file,
  [
    '[profile.default]',
    'address = "default.example:7233"',
    '[profile.cloud]',
    'address = "region.example:7233"',
    'namespace = "restaurants.abc12"',
    'api_key = "secret-of-the-file"',
  ].join('\n'),
);
const certificate = path.join(folder, 'client.pem');
writeFileSync(certificate, 'certificate');
const key = path.join(folder, 'client.key');
writeFileSync(key, 'key');

it('the Temporal server is our own if no setting names one', () => {
  const { temporalAddress, temporalNamespace, temporalSecurity } = loadSettings({}, {});
  expect({ temporalAddress, temporalNamespace, temporalSecurity }).toEqual({
    temporalAddress: null,
    temporalNamespace: 'default',
    temporalSecurity: {},
  });
});

it('a named profile gives address, namespace and key', () => {
  const settings = loadSettings({}, { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'cloud' });
  expect(settings).toMatchObject({
    temporalAddress: 'region.example:7233',
    temporalNamespace: 'restaurants.abc12',
    temporalSecurity: { apiKey: 'secret-of-the-file', tls: true },
  });
  expect(describeSecurity(settings.temporalSecurity)).toBe('TLS, API key');
});

it('a file in the home folder is ignored unless a setting names it', () => {
  const home = { HOME: folder, XDG_CONFIG_HOME: folder };
  expect(loadSettings({}, home).temporalAddress).toBeNull();
});

it('a variable takes precedence over the profile, and a flag over both', () => {
  const environment = {
    TEMPORAL_CONFIG_FILE: file,
    TEMPORAL_ADDRESS: 'variable:1',
    TEMPORAL_NAMESPACE: 'mine',
  };
  expect(loadSettings({}, environment)).toMatchObject({
    temporalAddress: 'variable:1',
    temporalNamespace: 'mine',
  });
  expect(loadSettings({ TEMPORAL_ADDRESS: 'flag:1' }, environment).temporalAddress).toBe('flag:1');
});

it('a client certificate is read as bytes', () => {
  const { temporalSecurity } = loadSettings(
    {},
    {
      TEMPORAL_ADDRESS: 'own.example:7233',
      TEMPORAL_TLS_CLIENT_CERT_PATH: certificate,
      TEMPORAL_TLS_CLIENT_KEY_PATH: key,
      TEMPORAL_TLS_SERVER_NAME: 'own',
    },
  );
  expect(temporalSecurity.tls).toMatchObject({
    serverNameOverride: 'own',
    clientCertPair: { crt: Buffer.from('certificate'), key: Buffer.from('key') },
  });
  expect(describeSecurity(temporalSecurity)).toBe('TLS, client certificate');
});

it('our own server never gets an API key', () => {
  expect(loadSettings({}, { TEMPORAL_API_KEY: 'secret' }).temporalSecurity).toEqual({});
});

it.each([
  [{ TEMPORAL_CONFIG_FILE: path.join(folder, 'nowhere.toml') }, /nowhere\.toml/],
  [{ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'unknown' }, /unknown/],
  [
    {
      TEMPORAL_ADDRESS: 'a:1',
      TEMPORAL_TLS_CLIENT_CERT_PATH: path.join(folder, 'gone.pem'),
      TEMPORAL_TLS_CLIENT_KEY_PATH: key,
    },
    /gone\.pem/,
  ],
])('the error names the unusable part of %j', (environment, words) => {
  expect(() => loadSettings({}, environment)).toThrow(words);
  expect(() => loadSettings({}, environment)).toThrow(/^The connection to Temporal cannot be set up/);
});

it('a worker version needs both deployment name and build id', () => {
  const both = { LOOPWATCH_DEPLOYMENT_NAME: 'loopwatch', LOOPWATCH_BUILD_ID: '0.2.0' };
  expect(loadSettings({}, both).deployment).toEqual({ name: 'loopwatch', buildId: '0.2.0' });
  expect(loadSettings({}, {}).deployment).toBeNull();
  expect(() => loadSettings({}, { LOOPWATCH_BUILD_ID: '0.2.0' })).toThrow(/one alone is set/);
});
