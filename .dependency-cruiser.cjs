/** The import law of docs/architecture.md. Each rule names what a room must NOT know; what is not named is allowed. */

const tests = '(\\.(test|fixture|test-support)\\.tsx?$|^(src/[^/]+|verifier)/testing/)';
const kinds = '^src/kinds/';

/** A room may import only itself, the rooms listed, and (unless pure) anything that is not ours. */
const room = (name, allowed, extra = {}) => ({
  name: `${name}-knows-only-its-own`,
  severity: 'error',
  comment: `${name} may know: ${[name, ...allowed].join(', ')}`,
  from: { path: `^src/${name}/`, pathNot: [tests, ...(extra.fromNot ?? [])] },
  to: {
    path: '^(src|verifier|e2e|bench|tests)/',
    pathNot: [name, ...allowed].map((one) => `^src/${one}(/|\\.ts$)`).concat(extra.toNot ?? []),
  },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-never-imports-development-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-never-imports-test-support',
      severity: 'error',
      from: { path: '^(src|verifier)/', pathNot: tests },
      to: { path: ['^(tests|e2e|bench)/', tests] },
    },

    room('kernel', []),
    room('dossier', ['kernel', 'policy', 'organisation']),
    {
      name: 'dossier-takes-only-types-of-policy-and-organisation',
      severity: 'error',
      from: { path: '^src/dossier/', pathNot: tests },
      to: { path: '^src/(policy|organisation)/', dependencyTypesNot: ['type-only'] },
    },
    // Two vocabularies of the engine are shared downwards: what a read table is, and how a key is spelt.
    room('policy', ['kernel'], { toNot: ['^src/dossier/table\\.ts$'] }),
    room('organisation', ['kernel'], { toNot: ['^src/dossier/(table|keys)\\.ts$'] }),
    // The formats of the ledger exist once, in the room below everybody; only the ledger speaks them.
    room('ledger', ['kernel'], { toNot: ['^verifier/(formats|platform)/'] }),
    // The formats of the log are written once, where whoever checks it has them.
    room('store', ['kernel', 'dossier', 'policy', 'organisation', 'ledger'], { toNot: ['^verifier/formats/'] }),
    room('documents', ['kernel']),
    room('api', ['kernel', 'dossier', 'policy', 'organisation', 'store', 'documents', 'ledger']),
    room('web', ['kernel', 'dossier', 'policy', 'organisation', 'store', 'documents', 'ledger']),
    room('jobs', ['kernel', 'dossier', 'policy', 'organisation', 'store', 'documents', 'ledger']),
    {
      name: 'main-is-known-by-nobody',
      severity: 'error',
      from: { path: '^(src|verifier)/', pathNot: ['^src/main/', tests] },
      to: { path: '^src/main/' },
    },

    {
      name: 'kinds-never-import-one-another',
      severity: 'error',
      from: { path: `${kinds}([^/]+)/`, pathNot: tests },
      to: { path: kinds, pathNot: `${kinds}($1/|[^/]+\\.ts$)` },
    },
    {
      name: 'kind-and-rules-are-pure',
      severity: 'error',
      comment:
        'kind.ts and rules.ts import kernel, dossier, policy types, their own folder, what kinds share and zod; nothing else',
      from: { path: `${kinds}([^/]+)/(kind|rules)\\.ts$` },
      to: { pathNot: ['^src/(kernel|dossier)/', `${kinds}$1/`, `${kinds}[^/]+\\.ts$`, '^node_modules/zod/'] },
    },
    {
      name: 'what-kinds-share-is-pure',
      severity: 'error',
      comment:
        'a file beside the kinds holds words several of them speak; it knows none of them. The model of papers is data as well',
      from: { path: `${kinds}[^/]+\\.ts$`, pathNot: tests },
      to: {
        pathNot: ['^src/(kernel|dossier)/', '^src/documents/model\\.ts$', `${kinds}[^/]+\\.ts$`, '^node_modules/zod/'],
      },
    },
    {
      name: 'a-kind-knows-kernel-and-dossier',
      severity: 'error',
      from: {
        path: `${kinds}([^/]+)/`,
        pathNot: [tests, '/(panel|papers|papers-[a-z]+)\\.tsx?$', `${kinds}(organisation-decision|rule-set)/`],
      },
      to: { path: '^src/', pathNot: ['^src/(kernel|dossier)/', kinds] },
    },
    {
      name: 'the-two-kinds-that-keep-the-tables-know-what-a-table-is',
      severity: 'error',
      comment:
        'decisions on organisation and rules write the tables of those rooms: they know their columns, nothing that answers',
      from: { path: `${kinds}(organisation-decision|rule-set)/`, pathNot: [tests] },
      to: {
        path: '^src/',
        pathNot: ['^src/(kernel|dossier)/', kinds, '^src/organisation/(rows|read-rows)\\.ts$', '^src/policy/(pack|rows)\\.ts$'],
      },
    },
    {
      name: 'a-panel-knows-web-components-too',
      severity: 'error',
      from: { path: `${kinds}[^/]+/(panel|papers|papers-[a-z]+)\\.tsx?$` },
      to: { path: '^src/', pathNot: ['^src/(kernel|dossier|web/components)/', '^src/documents/model', kinds] },
    },
    {
      name: 'tables-take-only-types-from-the-engine',
      severity: 'error',
      from: { path: `${kinds}[^/]+/tables\\.ts$` },
      to: { path: '^src/dossier/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      comment: 'node:crypto is a calculation; files, network, processes and the database are not',
      from: {
        path: '^src/(kernel|dossier|policy|organisation)/',
        pathNot: [tests, '^src/policy/load', '^src/organisation/demo/'],
      },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'pure-rooms-need-no-packages-but-zod',
      severity: 'error',
      from: { path: '^src/(kernel|dossier|policy|organisation)/', pathNot: tests },
      to: { path: 'node_modules', pathNot: 'node_modules/(zod|@types/node)/' },
    },
    {
      name: 'islands-carry-nothing-of-the-server',
      severity: 'error',
      from: { path: '^src/web/islands/', pathNot: tests },
      to: { pathNot: ['^src/web/islands/', '^src/kernel/'] },
    },
    {
      name: 'the-verifier-stands-alone',
      severity: 'error',
      from: { path: '^verifier/', pathNot: [tests, '^verifier/witness/'] },
      to: { pathNot: ['^verifier/(?!witness/)', '^(node:)?(crypto|fs|fs/promises|path|url|zlib|process)$'] },
    },
    {
      name: 'a-witness-stands-alone-and-answers-over-the-network',
      severity: 'error',
      from: { path: '^verifier/witness/', pathNot: tests },
      to: { pathNot: ['^verifier/(witness|formats|platform)/', '^(node:)?(crypto|fs/promises|http|path|process)$'] },
    },
    {
      name: 'formats-know-only-the-platform',
      severity: 'error',
      comment: 'the same files are bundled into a page, where the platform is another one',
      from: { path: '^verifier/formats/', pathNot: tests },
      to: { pathNot: ['^verifier/(formats|platform)/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
