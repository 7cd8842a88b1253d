/** The direction in which imports may point; docs/decisions/0001-layout-and-imports.md says why. */
const within = (...folders) => `^src/(${folders.join('|')})/`;
const only = (from, ...allowed) => ({
  name: `${from}-imports`,
  severity: 'error',
  comment: `src/${from} may import from ${[from, ...allowed].join(', ')} only`,
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: within(from, ...allowed) },
});
const soleImporter = (folders, module) => ({
  name: `sole-importer-of-${module.replace(/\W+/g, '-')}`,
  severity: 'error',
  comment: `only src/${folders.join(', src/')} may import ${module}`,
  from: { path: '^src/', pathNot: within(...folders) },
  to: { path: `node_modules/${module}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-test-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    only('contract'),
    only('domain', 'contract'),
    only('frames', 'contract', 'domain'),
    only('pictures', 'contract', 'domain'),
    only('render', 'contract', 'domain', 'pictures'),
    only('sources', 'contract', 'domain'),
    only('store', 'contract', 'domain'),
    only('notices', 'contract', 'domain'),
    only('config', 'contract'),
    only('temporal', 'contract', 'config'),
    only('threads', 'contract'),
    only('reading', 'contract', 'domain', 'frames', 'store', 'threads'),
    only('computing', 'contract', 'domain', 'frames', 'render', 'threads'),
    only('tracing'),
    {
      name: 'activities-imports',
      severity: 'error',
      comment:
        'src/activities may import from contract, domain, sources, store, notices; of what computes the types only',
      from: { path: '^src/activities/' },
      to: {
        path: '^src/',
        pathNot: within('activities', 'contract', 'domain', 'sources', 'store', 'notices'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'activities-import-types-of-what-computes',
      severity: 'error',
      from: { path: '^src/activities/' },
      to: {
        path: '^src/',
        pathNot: within(
          'activities',
          'contract',
          'domain',
          'sources',
          'store',
          'notices',
          'computing',
          'frames',
        ),
      },
    },
    only('standin', 'contract'),
    only('worker', 'contract', 'domain', 'activities', 'temporal'),
    {
      name: 'api-imports',
      severity: 'error',
      comment:
        'src/api may import from contract, domain, pictures, store, temporal; of reading the types only',
      from: { path: '^src/api/' },
      to: {
        path: '^src/',
        pathNot: within('api', 'contract', 'domain', 'pictures', 'store', 'temporal'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-imports-reading-types-only',
      severity: 'error',
      from: { path: '^src/api/' },
      to: {
        path: '^src/',
        pathNot: within('api', 'contract', 'domain', 'pictures', 'store', 'temporal', 'reading'),
      },
    },
    {
      name: 'threads-alone-read-frames',
      severity: 'error',
      comment: 'who answers requests, or Temporal, loads no frames: tasks are handed to threads that do',
      from: { path: '^src/(reading/(reading-threads|create-reading)|computing/computing-threads)' },
      to: {
        path: '^src/(frames|render|(reading|computing)/(tasks|run-task))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-are-deterministic',
      severity: 'error',
      comment: 'workflows import contract and domain; of activities the types only',
      from: { path: '^src/workflows/' },
      to: {
        path: '^src/',
        pathNot: within('workflows', 'contract', 'domain'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-import-activity-types-only',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { path: '^src/', pathNot: within('workflows', 'contract', 'domain', 'activities') },
    },
    soleImporter(['frames'], 'nodejs-polars'),
    soleImporter(['workflows'], '@temporalio/workflow'),
    soleImporter(['activities'], '@temporalio/activity'),
    soleImporter(['store'], 'better-sqlite3'),
    soleImporter(['store'], 'kysely'),
    soleImporter(['store'], 'pg'),
    soleImporter(['store'], '@aws-sdk'),
    soleImporter(['render'], 'pdfmake'),
    soleImporter(['threads'], 'piscina'),
    soleImporter(['notices'], 'nodemailer'),
    soleImporter(['notices'], 'standardwebhooks'),
    soleImporter(['notices'], 'request-filtering-agent'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
