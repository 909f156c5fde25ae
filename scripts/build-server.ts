import type { BuildOptions } from "esbuild";

/** How `server/main.ts` becomes dist/server.mjs; packages stay in node_modules. */
export const SERVER_BUILD = {
  entryPoints: ["server/main.ts"],
  outfile: "dist/server.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
} as const satisfies BuildOptions;
