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

it('means a server of our own where nothing names one', () => {
  const { temporalAddress, temporalNamespace, temporalSecurity } = loadSettings({}, {});
  expect({ temporalAddress, temporalNamespace, temporalSecurity }).toEqual({
    temporalAddress: null,
    temporalNamespace: 'default',
    temporalSecurity: {},
  });
});

it('takes address, namespace and key from the profile that is named', () => {
  const settings = loadSettings({}, { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'cloud' });
  expect(settings).toMatchObject({
    temporalAddress: 'region.example:7233',
    temporalNamespace: 'restaurants.abc12',
    temporalSecurity: { apiKey: 'secret-of-the-file', tls: true },
  });
  expect(describeSecurity(settings.temporalSecurity)).toBe('TLS, API key');
});

it('leaves a file in the home folder alone until someone names it', () => {
  const home = { HOME: folder, XDG_CONFIG_HOME: folder };
  expect(loadSettings({}, home).temporalAddress).toBeNull();
});

it('lets a variable win over the profile, and a flag over both', () => {
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

it('hands a client certificate on, as bytes', () => {
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

it('never sends a key to a server of our own', () => {
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
])('says what of %j cannot be used', (environment, words) => {
  expect(() => loadSettings({}, environment)).toThrow(words);
  expect(() => loadSettings({}, environment)).toThrow(/^The connection to Temporal cannot be set up/);
});

it('takes a version of workers whole or not at all', () => {
  const both = { LOOPWATCH_DEPLOYMENT_NAME: 'loopwatch', LOOPWATCH_BUILD_ID: '0.2.0' };
  expect(loadSettings({}, both).deployment).toEqual({ name: 'loopwatch', buildId: '0.2.0' });
  expect(loadSettings({}, {}).deployment).toBeNull();
  expect(() => loadSettings({}, { LOOPWATCH_BUILD_ID: '0.2.0' })).toThrow(/one alone is set/);
});
