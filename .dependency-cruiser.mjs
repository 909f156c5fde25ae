// The arrows of docs/architecture.md. Every rule says why; a new folder is a new rule in the same change.
/** Folder → what it may import, and why. The why is what people read when they break it. */
const MAY_IMPORT = {
  domain: ["domain/", "The domain decides; it never fetches, stores or waits."],
  protocol: ["protocol/|domain/", "Both ends of the wire read it."],
  ui: ["ui/|domain/rows/", "Presentation takes props; only the row format is shared."],
  server: ["server/|protocol/|domain/|prisma/", "The server runs without React."],
  agent: ["agent/|protocol/|domain/", "The agent ships alone into someone else's network."],
  app: ["app/|ui/|domain/|protocol/|server/api/", "Pages enter the server by one door."],
  "prisma/seed": ["prisma/seed/", "A seed is SQL: it fills any store of this schema."],
  cli: ["cli/|protocol/|domain/|server/api/root\\.ts$", "The CLI holds no rule of its own."],
  e2e: ["e2e/|testing/", "End-to-end tests use what people use."],
};
const OURS = "^(app|ui|server|agent|cli|protocol|domain|prisma|testing)/";
const TEST = "\\.test\\.tsx?$";

const arrows = Object.entries(MAY_IMPORT).map(([folder, [allowed, comment]]) => ({
  ...{ name: `${folder}-arrows`, severity: "error", comment },
  from: { path: `^${folder}/`, pathNot: TEST },
  to: { path: OURS, pathNot: `^(${allowed})` },
}));

const forbid = (name, comment, [from, to]) => ({ name, severity: "error", comment, from, to });

export default {
  forbidden: [
    ...arrows,
    forbid(
      "domain-stands-alone",
      "No disk, network or framework in the domain; pure-computation packages only through their one wrapper file.",
      [
        { path: "^domain/", pathNot: `${TEST}|/engine\\.ts$` },
        { dependencyTypes: ["core", "npm", "npm-dev"] },
      ],
    ),
    forbid("tables-stay-in-stores", "Only a store knows what a table looks like.", [
      {
        path: "^server/",
        pathNot: `/store\\.ts$|^server/(db/|(main|build-deps)\\.ts$|http/health\\.ts$)|${TEST}`,
      },
      { path: "^(server/db|prisma)/", pathNot: "^server/db/db\\.ts$" },
    ]),
    forbid(
      "transactions-travel-as-types",
      "Commands carry a transaction to their store; only a store, or the start, opens the database.",
      [
        { path: "^server/", pathNot: `/store\\.ts$|^server/(db/|(main|build-deps)\\.ts$)|${TEST}` },
        { path: "^server/db/db\\.ts$", dependencyTypesNot: ["type-only"] },
      ],
    ),
    forbid("prisma-behind-server-db", "One folder opens the store.", [
      { path: "^(server|app|ui|agent|cli|protocol|domain)/", pathNot: `^server/db/|${TEST}` },
      { path: "^node_modules/@prisma/" },
    ]),
    forbid("next-auth-behind-server-auth", "One folder knows how signing in is done.", [
      { path: "^(server|ui|agent|cli|protocol|domain)/", pathNot: `^server/auth/|${TEST}` },
      { path: "^node_modules/next-auth/" },
    ]),
    forbid("nothing-but-pages-draws", "React belongs to the pages.", [
      { path: "^(server|agent|cli|protocol|domain)/" },
      { path: "^node_modules/(react|react-dom|monaco-editor|recharts)/" },
    ]),
    forbid(
      "no-reaching-into-a-neighbour",
      "Call a neighbour's commands and queries, not its store, router or presenter.",
      [
        { path: "^server/([^/]+)/", pathNot: "^server/api/root\\.ts$" },
        { path: "^server/[^/]+/(store|router|present)\\.ts$", pathNot: "^server/$1/" },
      ],
    ),
    forbid("cli-reads-types-only", "The CLI knows the API's shape, not its code.", [
      { path: "^cli/" },
      { path: "^server/", dependencyTypesNot: ["type-only"] },
    ]),
    forbid("builders-never-ship", "Only tests and measurements import testing/.", [
      { pathNot: `^(testing|e2e|bench|scripts)/|${TEST}` },
      { path: "^testing/" },
    ]),
    forbid("no-cycles", "A cycle at run time is one module in two files.", [
      { pathNot: "^prisma/generated/" },
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ]),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
