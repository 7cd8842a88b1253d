import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import Ajv from 'ajv';
import { z } from 'zod';
import { loadSettings, settingNames } from '../../src/config/settings';
import {
  type ComposeService,
  composeDocument,
  exampleVariables,
  filledVariables,
  ROOT,
  readCompose,
  variableUses,
} from './compose-file';

const { services, networks, volumes } = readCompose(filledVariables());
const byName = Object.entries(services);
const ours = byName.filter(([, { image }]) => image.startsWith('loopwatch:'));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));

/** The S3 client reads these itself. */
const CLIENT_VARIABLES = ['AWS_ENDPOINT_URL_S3', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

function specification() {
  const file = path.join(ROOT, 'test/fixtures/compose-spec/compose-spec.json');
  const { $schema: _metaSchema, ...schema } = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  // The formats that the specification defines. Ports have their own test below.
  const formats = {
    duration: /^(\d+(us|ms|s|m|h))+$/,
    ports: true,
    expose: true,
    subnet_ip_address: true,
  } as const;
  return new Ajv({ strict: false, allErrors: true, formats }).compile(schema);
}

/** Whether another service waits for this one to complete. */
function isOneShot(name: string): boolean {
  return byName.some(
    ([, { depends_on }]) => depends_on[name]?.condition === 'service_completed_successfully',
  );
}

describe('docker-compose.yml', () => {
  it('matches the compose specification', () => {
    const isValid = specification();
    isValid(composeDocument(filledVariables()));
    expect(isValid.errors).toBeNull();
    expect(isValid({ services: { api: { image: 'a', helthcheck: {} } } })).toBe(false);
  });

  it('refuses to start without a password or the source', () => {
    const needed = [
      ...new Set(
        variableUses()
          .filter((use) => use.isRequired)
          .map(({ name }) => name),
      ),
    ];
    expect(needed.sort()).toEqual([
      'LOOPWATCH_DB_PASSWORD',
      'POSTGRES_PASSWORD',
      'S3_ACCESS_KEY',
      'S3_SECRET_KEY',
      'SOURCE_FOLDER',
      'TEMPORAL_DB_PASSWORD',
    ]);
    for (const name of needed) {
      expect(() => composeDocument({ ...filledVariables(), [name]: '' })).toThrow(`${name} is missing`);
      expect(exampleVariables()[name]).toBe('');
    }
  });

  it('uses exactly the variables of .env.example, with the same defaults', () => {
    const uses = variableUses();
    expect(Object.keys(exampleVariables()).sort()).toEqual([...new Set(uses.map(({ name }) => name))].sort());
    for (const { name, fallback } of uses)
      if (fallback !== null) expect([name, exampleVariables()[name]]).toEqual([name, fallback]);
  });

  it('sets only valid settings of Loopwatch', () => {
    expect(ours.map(([name]) => name)).toEqual(['setup', 'api', 'worker']);
    const known: string[] = [...settingNames(), ...CLIENT_VARIABLES];
    for (const [, { environment }] of ours) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
      expect(loadSettings({}, environment).temporalAddress).toBe('temporal:7233');
    }
  });

  it('has the same defaults as the settings, except for three that differ in containers', () => {
    // In a container the source is a mounted folder, the page is on the host's port, and a worker has 2 GB.
    const ownDefaults = ['LOOPWATCH_SOURCE', 'LOOPWATCH_PUBLIC_URL', 'LOOPWATCH_READ_MEMORY_MB'];
    for (const { name, fallback } of variableUses()) {
      const setting = settingNames().find((known) => known === name);
      if (!setting || fallback === null || ownDefaults.includes(name)) continue;
      const { values } = loadSettings({}, {});
      expect([name, String(values[setting] ?? '')]).toEqual([name, fallback]);
    }
  });

  it('lets the operator set the retention, the cache size and the partition size', () => {
    const { services: set } = readCompose({
      ...filledVariables(),
      LOOPWATCH_KEEP_POLLS_DAYS: '90',
      LOOPWATCH_KEEP_REPORTS_DAYS: '30',
      LOOPWATCH_KEEP_QUARANTINE_DAYS: '7',
      LOOPWATCH_BLOB_CACHE_GB: '5',
      LOOPWATCH_STORES_PER_PARTITION: '4000',
    });
    for (const name of ['api', 'worker'])
      expect(loadSettings({}, set[name]?.environment ?? {})).toMatchObject({
        retention: { pollsDays: 90, reportsDays: 30, quarantineDays: 7 },
        blobs: { cacheBytes: 5e9 },
        storesPerPartition: 4_000,
      });
  });

  it('pins every image to a version', () => {
    for (const [, { image }] of byName) expect(image).toMatch(/^[a-z/-]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    for (const [, { image }] of ours) expect(image).toBe(`loopwatch:${version}`);
  });

  it('checks the health of every service that keeps running', () => {
    for (const [name, { healthcheck, restart }] of byName) {
      const isChecked = healthcheck?.test !== undefined && !healthcheck.disable;
      expect([name, isChecked]).toEqual([name, !isOneShot(name)]);
      expect([name, restart]).toEqual([name, isOneShot(name) ? 'on-failure:5' : 'unless-stopped']);
    }
  });

  it('waits for services to be healthy, or to complete if they run once', () => {
    for (const [name, { depends_on }] of byName)
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const expected = isOneShot(needed) ? 'service_completed_successfully' : 'service_healthy';
        expect([name, needed, condition]).toEqual([name, needed, expected]);
      }
  });

  it('gives each service only the rights it needs', () => {
    for (const [name, service] of byName) {
      const { privileged, read_only, cap_drop, cap_add, security_opt, user } = service;
      const chowns = name === 's3-volume';
      expect({ name, privileged, read_only, cap_drop, cap_add, security_opt }).toEqual({
        name,
        privileged: false,
        read_only: true,
        cap_drop: ['ALL'],
        cap_add: chowns ? ['CHOWN'] : [],
        security_opt: ['no-new-privileges:true'],
      });
      expect([name, /^(0|root)\b/.test(user)]).toEqual([name, chowns]);
    }
  });

  it('publishes only the API and the Web UI, both on the local machine by default', () => {
    const published = byName.flatMap(([name, { ports }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([
      ['temporal-ui', '127.0.0.1:8233:8080'],
      ['api', '127.0.0.1:8080:8080'],
    ]);
    const reachesOut = ({ networks: used }: ComposeService) => used.some((name) => !networks[name]?.internal);
    expect(byName.filter(([, service]) => reachesOut(service)).map(([name]) => name)).toEqual([
      'temporal-ui',
      'api',
      'worker',
    ]);
    for (const [, { networks: used, network_mode }] of byName)
      expect(used.length > 0).toBe(network_mode !== 'none');
  });

  it('mounts existing files, and executable scripts without syntax errors', () => {
    const sources = byName.flatMap(([, service]) =>
      service.volumes.map((volume) => (typeof volume === 'string' ? volume.split(':')[0] : volume.source)),
    );
    const files = [...new Set(sources.filter((source) => source?.startsWith('./')))].map((source) =>
      path.join(ROOT, source ?? ''),
    );
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const scripts = files.filter((file) => file.endsWith('.sh'));
    expect(scripts.length).toBe(4);
    for (const script of scripts) {
      execFileSync('sh', ['-n', script]);
      expect([script, statSync(script).mode & 0o111]).toEqual([script, 0o111]);
    }
    const named = sources.filter((source) => source && /^\w+$/.test(source));
    expect(Object.keys(volumes).sort()).toEqual([...new Set(named)].sort());
  });

  it('has health checks of valid JavaScript', () => {
    const programs = ours.flatMap(([, { healthcheck }]) => healthcheck?.test?.slice(3) ?? []);
    expect(programs.length).toBe(2);
    for (const program of programs) new Script(program);
  });
});
