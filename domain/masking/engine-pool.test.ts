import { describe, expect, it } from "vitest";
import { encodeRow } from "../rows/row-format";
import { loadMaskingEngine } from "./engine";
import { type EngineExports, engineExports } from "./engine-exports";
import { EngineMasker } from "./engine-masker";
import { ENGINE_MODULE_BASE64 } from "./engine-module";
import { EnginePool } from "./engine-pool";
import { DEFAULT_MASKING_RULES } from "./masking-rule";

const module = await WebAssembly.compile(Buffer.from(ENGINE_MODULE_BASE64, "base64"));
const make = () => engineExports(new WebAssembly.Instance(module));
const bytesOf = ({ memory }: EngineExports) => Buffer.from(memory.buffer);
const COLUMN = { name: "a", type: "text", typeId: 25, origin: null };

/** Masks so many bytes of a value that no memory may keep. */
function use(engine: EngineExports, bytes: number, onFreed: (engine: EngineExports) => void) {
  const masker = new EngineMasker(engine, DEFAULT_MASKING_RULES, { onFreed });
  masker.columns([COLUMN]);
  masker.rows(encodeRow([Buffer.alloc(bytes, "joe@example.com 4111 1111 1111 1111 ")]));
  masker.text(Buffer.from("\\\\x6a6f65406578616d706c652e636f6d"));
  return masker;
}

describe("an engine that is used again", () => {
  it("has not a byte of who had it before: its memory is as one that was just made", () => {
    const pool = new EnginePool(make);
    const first = pool.take();
    use(first, 60_000, (engine) => pool.give(engine)).free();
    const again = pool.take();
    expect(again).toBe(first);
    const fresh = bytesOf(make());
    const wiped = bytesOf(again);
    expect(wiped.byteLength).toBeGreaterThan(fresh.byteLength);
    expect(wiped.equals(Buffer.concat([fresh], wiped.byteLength))).toBe(true);
  });

  it("is dropped where a large result made it large", () => {
    const pool = new EnginePool(make);
    const first = pool.take();
    use(first, 1_000_000, (engine) => pool.give(engine)).free();
    expect(pool.take()).not.toBe(first);
  });

  it("is never one that failed", () => {
    const back: EngineExports[] = [];
    const masker = use(make(), 10, (engine) => back.push(engine));
    expect(() => masker.rows(Buffer.from("no row"))).toThrow(RangeError);
    masker.free();
    expect(back).toEqual([]);
  });

  it("is given back once, and its masker masks nothing more", () => {
    const back: EngineExports[] = [];
    const masker = use(make(), 10, (engine) => back.push(engine));
    masker.free();
    masker.free();
    expect(back).toHaveLength(1);
    expect(() => masker.text(Buffer.from("joe@example.com"))).toThrow("masks nothing more");
  });

  it("notes what it finds for one masker, and not for the next, and again", () => {
    const pool = new EnginePool(make);
    const rules = { ...DEFAULT_MASKING_RULES, replacements: { email: "partial" as const } };
    const shown = [DEFAULT_MASKING_RULES, rules, DEFAULT_MASKING_RULES, rules].map((given) => {
      const engine = pool.take();
      const masker = new EngineMasker(engine, given, { onFreed: (one) => pool.give(one) });
      const text = Buffer.from(masker.text(Buffer.from("joe@example.com"))).toString();
      masker.free();
      return text;
    });
    expect(shown).toEqual(["[EMAIL]", "***@example.com", "[EMAIL]", "***@example.com"]);
  });

  it("belongs to one masker at a time", async () => {
    const makeMasker = await loadMaskingEngine();
    const [one, two] = [makeMasker(DEFAULT_MASKING_RULES), makeMasker(DEFAULT_MASKING_RULES)];
    const masked = one.text(Buffer.from("joe@example.com"));
    two.text(Buffer.from("a text that is longer than the other"));
    expect(Buffer.from(masked).toString()).toBe("[EMAIL]");
  });
});
