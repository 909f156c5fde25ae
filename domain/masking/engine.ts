import type { EngineExports } from "./engine-exports";
import { engineExports } from "./engine-exports";
import { EngineMasker } from "./engine-masker";
import { ENGINE_MODULE_BASE64 } from "./engine-module";
import type { MakeMasker } from "./masker";
import type { MaskingRules } from "./masking-rule";

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
  // Each masker has a memory of its own: no byte of one session is ever in reach of another's.
  const instantiate = () => engineExports(new WebAssembly.Instance(module));
  let ahead: EngineExports | null = null;
  const make = (rules: MaskingRules) => {
    const engine = ahead ?? instantiate();
    ahead = null;
    return new EngineMasker(engine, rules);
  };
  const prepare = () => {
    ahead ??= instantiate();
  };
  return Object.assign(make, { prepare });
}
