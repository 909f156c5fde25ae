import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const OUTFILE = "dist/gatehouse-agent.mjs";
const require = createRequire(import.meta.url);

/** What CommonJS packages expect to find in an ES module. */
const BANNER = [
  'import { createRequire as gatehouseRequire } from "node:module";',
  "const require = gatehouseRequire(import.meta.url);",
  "const __filename = import.meta.filename ?? new URL(import.meta.url).pathname;",
  'const __dirname = __filename.replace(/\\/[^/]*$/, "");',
].join("\n");

/** The agent as one file that runs with plain `node`: every package and every wasm module inside. */
export async function buildAgent(outfile = OUTFILE): Promise<string> {
  await build({
    entryPoints: ["agent/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: BANNER },
    // Native speed-ups that their packages look for and do without.
    external: ["pg-native", "bufferutil", "utf-8-validate"],
    loader: { ".wasm": "binary" },
    plugins: [parserWithItsModule()],
    legalComments: "none",
    logLevel: "warning",
  });
  return path.resolve(outfile);
}

/** Emscripten's own hook for those who bring the module's bytes themselves. */
const OWN_MODULE = `
import wasmBinary from "./libpg-query.wasm";
function instantiateWasm(imports, onInstance) {
  WebAssembly.instantiate(wasmBinary, imports).then(({ instance }) => onInstance(instance));
}`;

/** libpg-query reads its wasm from the folder it lies in; in one file there is no such folder. */
function parserWithItsModule(): Plugin {
  const entry = path.join(path.dirname(require.resolve("libpg-query")), "index.js");
  const start = "PgQueryModule()";
  return {
    name: "libpg-query-with-its-wasm",
    setup(builder) {
      builder.onResolve({ filter: /^libpg-query$/ }, () => ({ path: entry }));
      builder.onLoad({ filter: /libpg-query[/\\]wasm[/\\]index\.js$/ }, async ({ path: file }) => {
        const source = await readFile(file, "utf8");
        if (source.split(start).length !== 2) {
          throw new Error("libpg-query starts its module in another way than this build knows");
        }
        const withModule = source.replace(start, "PgQueryModule({ instantiateWasm })");
        return { contents: `${OWN_MODULE}\n${withModule}` };
      });
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  console.log(await buildAgent());
}
