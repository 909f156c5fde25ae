import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import asc from "assemblyscript/asc";

/**
 * Compiles the masking engine and keeps it as text in the module that loads it, so that every
 * bundler, the test runner and the single-file agent carry it without a path. A test holds the
 * committed text to what this writes.
 */
export const ENGINE_MODULE_PATH = "domain/masking/engine-module.ts";
const ROOT = path.resolve(import.meta.dirname, "..");

export async function compileEngine(): Promise<Uint8Array> {
  const out = mkdtempSync(path.join(tmpdir(), "gatehouse-masking-"));
  const file = path.join(out, "masking.wasm");
  try {
    const source = path.join("domain", "masking", "wasm", "exports.ts");
    const flags = ["--enable", "simd", "-O3", "--runtime", "stub", "--noAssert", "--baseDir", ROOT];
    const said: string[] = [];
    const stderr = { write: (text: string) => said.push(text) };
    const { error } = await asc.main([source, ...flags, "--outFile", file], { stderr });
    if (error !== null) throw new Error(said.join("") + error.message);
    return new Uint8Array(readFileSync(file));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

export function engineModuleSource(engine: Uint8Array): string {
  return [
    "/** The compiled engine of wasm/, written by `npm run build:masking`: never edited by hand. */",
    "export const ENGINE_MODULE_BASE64 =",
    `  "${Buffer.from(engine).toString("base64")}";`,
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const engine = await compileEngine();
  writeFileSync(path.join(ROOT, ENGINE_MODULE_PATH), engineModuleSource(engine));
  console.log(`${ENGINE_MODULE_PATH}: ${engine.byteLength} bytes of WebAssembly`);
}
