import { describe, expect, it } from "vitest";
import { BrokenInvariant } from "../invariant";
import { encodeRow } from "../rows/row-format";
import { type EngineExports, engineExports } from "./engine-exports";
import { EngineMasker } from "./engine-masker";
import { ENGINE_MODULE_BASE64 } from "./engine-module";
import { DEFAULT_MASKING_RULES } from "./masking-rule";

const module = await WebAssembly.compile(Buffer.from(ENGINE_MODULE_BASE64, "base64"));
const COLUMN = { name: "a", type: "text", typeId: 25, origin: null };
const row = encodeRow([Buffer.from("joe@example.com")]);
const text = Buffer.from("joe@example.com");

/** A masker whose engine is broken in one place. */
function maskerWith(broken: Partial<EngineExports>): EngineMasker {
  const engine = engineExports(new WebAssembly.Instance(module));
  return new EngineMasker({ ...engine, ...broken }, DEFAULT_MASKING_RULES);
}

function trap(): never {
  throw new WebAssembly.RuntimeError("unreachable");
}

describe("a broken engine", () => {
  it("that traps in a block answers no, then and ever after", () => {
    const masker = maskerWith({ maskRows: trap });
    masker.columns([COLUMN]);
    expect(() => masker.rows(row)).toThrow(WebAssembly.RuntimeError);
    expect(() => masker.text(text)).toThrow("failed before");
    expect(() => masker.rows(row)).toThrow("failed before");
  });

  it("that traps in a text answers no, then and ever after", () => {
    const masker = maskerWith({ maskText: trap });
    masker.columns([COLUMN]);
    expect(() => masker.text(text)).toThrow(WebAssembly.RuntimeError);
    expect(() => masker.rows(row)).toThrow("failed before");
  });

  it("that has no memory left answers no", () => {
    expect(() => maskerWith({ reserve: () => 0 }).text(text)).toThrow("no memory");
  });

  it("that says a length beyond its memory answers no", () => {
    const masker = maskerWith({ outputLength: () => 2 ** 31 });
    expect(() => masker.text(text)).toThrow(RangeError);
  });

  it("names the first failure as the cause of the later ones", () => {
    const masker = maskerWith({ maskText: trap });
    expect(() => masker.text(text)).toThrow();
    try {
      masker.text(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ cause: expect.any(WebAssembly.RuntimeError) });
    }
  });
});

describe("an engine's exports", () => {
  it("are all there", () => {
    expect(engineExports(new WebAssembly.Instance(module)).columnsMax()).toBeGreaterThan(1_664);
  });

  it("missing make it no engine", () => {
    const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    expect(() => engineExports(new WebAssembly.Instance(empty))).toThrow(BrokenInvariant);
  });
});
