/** The arrows of the house. Each comment speaks to whoever tripped on the rule. */
const rooms = (...names) => `^(${names.join('|')})/`;
const sdk = (packages) => `node_modules/(${packages})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one file, or a third is missing between them. Type imports count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'ground-looks-at-nothing',
      comment:
        'src/domain decides and does nothing else: no I/O, no SDK, no other room. Pass it facts; carry out what it says elsewhere.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', 'node_modules/ip-cidr/', 'node_modules/fastest-levenshtein/'] },
    },
    {
      name: 'tool-to-tool',
      comment:
        'A tool talks to one outside thing and to no other tool. Let the handler or the job that needs both bring them together.',
      severity: 'error',
      from: { path: '^src/(slack|store|queue|timescale|clouds|dns|ops)/' },
      to: { path: '^src/(slack|store|queue|timescale|clouds|dns|ops)/', pathNot: '^src/$1/' },
    },
    {
      name: 'tools-look-down',
      comment:
        'A tool knows the domain and the error catalogue, never the rooms, the roof or the configuration.',
      severity: 'error',
      from: { path: '^src/(slack|store|queue|timescale|clouds|dns|ops)/' },
      to: { path: ['^handlers/', '^jobs/', '^src/(main|config|config-file|deps)\\.ts$'] },
    },
    {
      name: 'rooms-apart',
      comment:
        'A handler records and a job acts. What one wants of the other goes through the store and a wake-up.',
      severity: 'error',
      from: { path: '^(handlers|jobs)/' },
      to: { path: '^(handlers|jobs)/', pathNot: '^$1/' },
    },
    {
      name: 'only-the-roof-sees-all',
      comment: 'src/main.ts alone joins handlers and jobs to the rest. Put what you need into Deps.',
      severity: 'error',
      from: { path: '^(src|handlers|jobs)/', pathNot: '^(src/main\\.ts|handlers/|jobs/)' },
      to: { path: '^(handlers|jobs)/' },
    },
    {
      name: 'nobody-imports-the-roof',
      comment: 'src/main.ts is where the process starts. Move what you want to share one floor down.',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'bot-without-sandbox',
      comment:
        'The bot does not know that a sandbox, a test or a bench exists. Only URLs and timing settings differ.',
      severity: 'error',
      from: { path: rooms('src', 'handlers', 'jobs') },
      to: { path: rooms('sandbox', 'test', 'bench') },
    },
    {
      name: 'sandbox-without-bot',
      comment:
        'The sandbox plays the outside world. If it shared code with the bot, one mistake would hide the other.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: rooms('src', 'handlers', 'jobs') },
    },
    {
      name: 'page-in-the-browser',
      comment:
        'The page runs in a browser: of the rest of the sandbox it knows the types alone. What it needs comes over /live.',
      severity: 'error',
      from: { path: '^sandbox/page/' },
      to: { path: '^sandbox/', pathNot: '^sandbox/page/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-rooms-look-down',
      comment:
        'Shell, modals and beside stand on blocks, these on fields and text, and all on the files at the top.',
      severity: 'error',
      from: { path: '^sandbox/page/(blocks|fields|text)/' },
      to: { path: '^sandbox/page/(shell|modals|beside)/|^sandbox/page/app' },
    },
    {
      name: 'page-text-and-fields-at-the-bottom',
      comment: 'Fields and text know no blocks: blocks are made of them.',
      severity: 'error',
      from: { path: '^sandbox/page/(fields|text)/' },
      to: { path: '^sandbox/page/blocks/' },
    },
    {
      name: 'sandbox-without-page',
      comment: 'The page is built from its folder and served; nobody on the server imports it.',
      severity: 'error',
      from: { path: '^(sandbox|src|handlers|jobs|docs)/', pathNot: '^sandbox/page/' },
      to: { path: '^sandbox/page/' },
    },
    {
      name: 'slack-at-the-door',
      comment: 'The Slack SDK stays in src/slack, handlers and the roof.',
      severity: 'error',
      from: { path: rooms('src', 'jobs'), pathNot: ['^src/slack/', '^src/main\\.ts$'] },
      to: { path: sdk('@slack') },
    },
    {
      name: 'queue-at-the-door',
      comment:
        'Jobs are plain functions (ids) -> Outcome. BullMQ and Redis stay in src/queue and jobs/index.ts.',
      severity: 'error',
      from: { path: rooms('src', 'handlers', 'jobs'), pathNot: ['^src/queue/', '^jobs/index\\.ts$'] },
      to: { path: sdk('bullmq|ioredis|@electric-sql/pglite') },
    },
    {
      name: 'database-at-the-door',
      comment: 'SQL stays behind the verbs of src/store. Add a verb.',
      severity: 'error',
      from: { path: rooms('src', 'handlers', 'jobs'), pathNot: '^src/store/' },
      to: { path: sdk('drizzle-orm|better-sqlite3') },
    },
    {
      name: 'names-at-the-door',
      comment:
        'Host names are looked up in src/dns, which never waits for long. Take the resolver from Deps.',
      severity: 'error',
      from: { path: rooms('src', 'handlers', 'jobs'), pathNot: '^src/dns/' },
      to: { path: '^(node:)?dns(/|$)', dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
