import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import { type Frame, NO_STAMP } from "@/protocol/frame";
import {
  columnsPayload,
  completePayload,
  endPayload,
  eventPayload,
  failurePayload,
  inputPayload,
  noticePayload,
} from "@/protocol/payloads";
import { decodePayload, type Payload } from "./decode-payload";

const SCHEMAS = {
  input: inputPayload,
  columns: columnsPayload,
  notice: noticePayload,
  complete: completePayload,
  failure: failurePayload,
  event: eventPayload,
  end: endPayload,
} as const satisfies Record<Payload["kind"], z.ZodType>;

function decode(kind: Payload["kind"], value: unknown) {
  const header = { direction: "from-target", format: "json", sequence: 0, result: 0 } as const;
  const payload = new TextEncoder().encode(JSON.stringify(value));
  const frame: Frame = { kind, ...header, rows: 0, stamp: NO_STAMP, payload };
  try {
    return decodePayload(frame).value;
  } catch {
    return "refused";
  }
}

const text = fc.string({ maxLength: 8 });
const int = fc.integer();
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary);
const kind = fc.constantFrom(...MASK_KINDS);

const VALID: Readonly<Record<Payload["kind"], fc.Arbitrary<object>>> = {
  input: fc.record({ statement: text }),
  columns: fc.record({
    columns: fc.array(
      fc.record({
        name: text,
        type: text,
        typeId: int,
        origin: orNull(fc.record({ relationId: int, attribute: int })),
        masked: fc.constantFrom("pass", "scan", ...MASK_KINDS),
      }),
    ),
  }),
  notice: fc.record({
    ...{ severity: text, code: text, message: text },
    ...{ detail: orNull(text), hint: orNull(text) },
  }),
  complete: fc.record({ tag: text, rows: int, affected: orNull(int) }),
  failure: fc.record({
    ...{ code: text, message: text },
    ...{ detail: orNull(text), hint: orNull(text), position: orNull(int) },
  }),
  event: fc.record({
    event: fc.constantFrom(...eventPayload.shape.event.options),
    because: text,
  }),
  end: fc.record({
    state: fc.constantFrom(...endPayload.shape.state.options),
    ...{ code: orNull(text), because: orNull(text), rows: int, bytes: int },
    masked: fc.array(fc.record({ result: int, column: orNull(text), kind, count: int })),
  }),
};
const anyKind = fc.constantFrom<Payload["kind"]>(...inKeys(SCHEMAS));

function inKeys<T extends object>(from: T): (keyof T)[] {
  return Reflect.ownKeys(from).filter((key): key is Extract<keyof T, string> => key in from);
}

/** One value somewhere in it, replaced by another. */
function damaged(value: unknown, path: readonly number[], other: unknown): unknown {
  const [at = 0, ...rest] = path;
  if (typeof value !== "object" || value === null || path.length === 0) return other;
  const entries = Object.entries(value);
  const [name, inner] = entries[at % Math.max(1, entries.length)] ?? [];
  if (name === undefined) return other;
  const changed = damaged(inner, rest, other);
  return Array.isArray(value)
    ? value.map((one, index) => (String(index) === name ? changed : one))
    : { ...value, [name]: changed };
}

describe("a payload as the browser reads it", () => {
  it("is read whole when the gateway's schema takes it", () => {
    fc.assert(
      fc.property(
        anyKind.chain((name) => fc.tuple(fc.constant(name), VALID[name])),
        ([name, value]) => {
          expect(decode(name, value)).toEqual(SCHEMAS[name].parse(value));
        },
      ),
    );
  });

  it("is refused where the gateway's schema refuses it", () => {
    const other = fc.constantFrom(null, "a word", 1.5, 7, true, [], {}, ["x"]);
    const broken = anyKind.chain((name) =>
      fc.tuple(fc.constant(name), VALID[name], fc.array(fc.nat(9), { maxLength: 4 }), other),
    );
    fc.assert(
      fc.property(broken, ([name, value, path, instead]) => {
        const changed = damaged(value, path, instead);
        const isTaken = SCHEMAS[name].safeParse(changed).success;
        expect(decode(name, changed) !== "refused").toBe(isTaken);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is not what rows are, nor bytes that are no text", () => {
    const header = { direction: "from-target", sequence: 0, result: 0, rows: 0 } as const;
    const stamp = NO_STAMP;
    const rows: Frame = { kind: "rows", format: "rows", ...header, stamp, payload: stamp };
    const broken = Uint8Array.of(0x22, 0xff, 0x22);
    const noText: Frame = { kind: "input", format: "json", ...header, stamp, payload: broken };
    expect(() => decodePayload(rows)).toThrow("rows are not JSON");
    expect(() => decodePayload(noText)).toThrow(TypeError);
  });
});
