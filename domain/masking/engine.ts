import type { EngineExports } from "./engine-exports";
import { engineExports } from "./engine-exports";
import { EngineMasker } from "./engine-masker";
import { ENGINE_MODULE_BASE64 } from "./engine-module";
import { EnginePool } from "./engine-pool";
import type { CheckTime, MakeMasker } from "./masker";
import type { MaskingRules } from "./masking-rule";
import type { KeyedDigest } from "./replacements/replacement";

let compiled: Promise<MakeMasker> | null = null;

/**
 * Loads the compiled masking engine, once for the process. Rejects where WebAssembly with SIMD
 * cannot run: there is no slower second way, whoever cannot mask must not deliver.
 */
export function loadMaskingEngine(): Promise<MakeMasker> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<MakeMasker> {
  const module = await WebAssembly.compile(Buffer.from(ENGINE_MODULE_BASE64, "base64"));
  const engines = new EnginePool(() => engineExports(new WebAssembly.Instance(module)));
  const onFreed = (engine: EngineExports) => engines.give(engine);
  const make = (rules: MaskingRules, digest: KeyedDigest | null = null, check?: CheckTime) =>
    new EngineMasker(engines.take(), rules, {
      ...{ digest, onFreed },
      ...(check !== undefined && { check }),
    });
  return Object.assign(make, { prepare: () => engines.prepare() });
}
