import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROOT } from './compose-file';

const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');
const instructions = read('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
const of = (word: string) =>
  instructions
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1).trim());
const stages = instructions.join('\n').split(/^(?=FROM )/m);
const product = z
  .object({
    version: z.string(),
    engines: z.object({ node: z.string() }),
    bin: z.object({ loopwatch: z.string() }),
    files: z.array(z.string()),
    scripts: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')));

/** The paths that a stage copies from the build context. */
function copied(stage: string): string[] {
  return [...stage.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = '']) =>
    words.trim().split(/\s+/).slice(0, -1),
  );
}

it('builds and runs on one pinned version of Node, on Debian', () => {
  const bases = of('FROM').map((line) => line.split(' ')[0]);
  expect(bases).toEqual([
    expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm$/),
    expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm-slim$/),
  ]);
  expect(bases[1]).toBe(`${bases[0]}-slim`);
});

it('copies only existing files that .dockerignore allows', () => {
  const letThrough = read('.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const all = stages.flatMap(copied);
  expect(all.length).toBeGreaterThan(5);
  for (const name of all) {
    expect([name, existsSync(path.join(ROOT, name))]).toEqual([name, true]);
    expect([name, letThrough.some((kept) => name === kept || name.startsWith(`${kept}/`))]).toEqual([
      name,
      true,
    ]);
  }
});

it('runs existing npm scripts, and starts the program of the package', () => {
  const scripts = of('RUN').flatMap((line) =>
    [...line.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name),
  );
  expect(scripts).toEqual(['build']);
  for (const name of scripts) expect(product.scripts[name]).toBeDefined();
  expect(of('ENTRYPOINT')).toEqual([`["node", "${product.bin.loopwatch}"]`]);
});

it('contains the files of the published package, without sources, tests or compiler', () => {
  const last = stages.at(-1) ?? '';
  expect(copied(last)).toEqual(['package.json', 'LICENSE', 'src/web', 'sample']);
  const built = [...last.matchAll(/^COPY --from=build \/build\/(\S+) /gm)].map(([, name]) => name);
  expect(built).toEqual(['node_modules', 'dist']);
  const published = product.files.filter((name) => !name.startsWith('!'));
  // The first stage has applied the patches.
  expect(copied(stages[0] ?? '')).toContain('patches');
  expect([...copied(last), ...built, 'docs', 'patches']).toEqual(expect.arrayContaining(published));
});

it('runs as an unprivileged user, with a health check and a version label', () => {
  expect(of('USER')).toEqual(['1000:1000']);
  expect(of('HEALTHCHECK')).toHaveLength(1);
  expect(of('LABEL').join()).toContain(`org.opencontainers.image.version="${product.version}"`);
});
