// Changes the code in small ways and asks whether a test notices: `npm run prove -- access --full`.
/** Where a decision that nobody tests is a hole; others by name: STRYKER_FOLDERS=requests,guardrails. */
const FOLDERS = ["people", "policy"];
const COPIED = ["domain", "package.json", "vitest.mutation.config.ts"];
const only = process.env.STRYKER_FOLDERS?.split(",") ?? FOLDERS;

/** Typed by its own schema: `npx stryker init` documents each. */
export default {
  mutate: only.flatMap((folder) => [`domain/${folder}/**/*.ts`, `!domain/${folder}/**/*.test.ts`]),
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  incremental: true,
  incrementalFile: ".tmp/stryker/incremental.json",
  tempDirName: ".tmp/stryker/sandbox",
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: ".tmp/stryker/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  concurrency: 2,
  timeoutMS: 10_000,
  // The tests of the domain need nothing else, and a copy of everything takes longer than they do.
  // Without tsconfig.json, too: Stryker reads it by an API that this compiler no longer has.
  ignorePatterns: ["*", ...COPIED.flatMap((name) => [`!${name}`, `!${name}/**`])],
  disableTypeChecks: true,
  thresholds: { high: 95, low: 90, break: null },
};
