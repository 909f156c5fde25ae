import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardInput } from "@/domain/guardrails/guard-input";
import { OUTCOMES } from "@/domain/guardrails/guardrail";
import { PACKS } from "@/domain/guardrails/packs";
import { buildCatalogue } from "@/domain/masking/lineage/build-catalogue";
import { coverMessage } from "@/domain/masking/lineage/cover-message";
import { needsCatalogue } from "@/domain/masking/lineage/needs-catalogue";
import { protectColumns } from "@/domain/masking/lineage/protect-columns";
import { lineageOfText } from "@/domain/masking/lineage/text-lineage";
import { DEFAULT_MASKING_RULES, MASK_KINDS } from "@/domain/masking/masking-rule";
import { findSpans } from "@/domain/masking/scan-spec";
import { assessRisk } from "@/domain/statements/assess-risk";
import { MYSQL_CORPUS } from "@/domain/statements/corpus/mysql/corpus";
import { REDIS_CORPUS } from "@/domain/statements/corpus/redis/corpus";
import { SHELL_CORPUS } from "@/domain/statements/corpus/shell/corpus";
import { loadStatementParser } from "@/domain/statements/engine";
import { factsOf, onlyReads } from "@/domain/statements/facts";
import { leavesNoTrace } from "@/domain/statements/leaves-no-trace";
import { mysqlParser } from "@/domain/statements/mysql/parser";
import { objectionToReadOnly } from "@/domain/statements/read-only";
import { redisParser } from "@/domain/statements/redis/parser";
import { shellParser } from "@/domain/statements/shell/parser";
import { aGuardrail } from "../guardrails";
import { mutatedOf, mutatedText } from "./mutated";

/** How long all of them take together, in milliseconds. */
const FUZZ_MS = Number(process.env["FUZZ_MS"] ?? 10_000);
const OF_OUR_OWN = [
  { of: "MySQL", reader: mysqlParser, texts: mutatedOf(MYSQL_CORPUS) },
  { of: "Redis", reader: redisParser, texts: mutatedOf(REDIS_CORPUS) },
  { of: "shells", reader: shellParser, texts: mutatedOf(SHELL_CORPUS) },
] as const;
const PROPERTIES = 4 + OF_OUR_OWN.length;
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
const parser = await loadStatementParser();
const now = new Date("2026-03-14T10:00:00Z");

const RULES = Object.values(PACKS)
  .flatMap(({ rules }) => rules)
  .map((rule, index) => aGuardrail({ ...rule, priority: index + 1 }));

const CATALOGUE = buildCatalogue(
  DEFAULT_MASKING_RULES.columns,
  {
    ...{ functions: [], operators: [] },
    relations: ["users", "orders", "teams"].map((name, index) => ({
      ...{ id: index + 1, schema: "public", name, parents: [], definition: null },
      columns: ["id", "name", "email", "note"].map((column, place) => ({
        ...{ attribute: place + 1, name: column, expression: null },
      })),
    })),
  },
  (text) => parser.trees(text),
);

/** For its share of the time, or until something breaks: then the seed and the path are told. */
function holds<T>(values: fc.Arbitrary<T>, guarantee: (value: T) => void): void {
  const details = fc.check(fc.property(values, guarantee), {
    ...{ seed: SEED, numRuns: 2 ** 31 - 1, interruptAfterTimeLimit: FUZZ_MS / PROPERTIES },
    markInterruptAsFailure: false,
  });
  if (details.failed) throw new Error(fc.defaultReportMessage(details));
  expect(details.numRuns).toBeGreaterThan(0);
}

describe(`nothing that is sent makes them throw, seed ${SEED}, ${FUZZ_MS} ms in all`, () => {
  const timeout = FUZZ_MS + 60_000;

  it("facts, criteria and what follows from them", { timeout }, () => {
    holds(mutatedText, (statement) => {
      const facts = factsOf(parser, statement);
      const { outcome, reasons } = guardInput({ facts, statement, rules: RULES, now });
      expect(OUTCOMES).toContain(outcome);
      for (const { start, end } of reasons) {
        expect(0 <= start && start <= end && end <= statement.length).toBe(true);
      }
      assessRisk(facts);
      const parsed = parser.parse(statement);
      const isRefused = objectionToReadOnly(parsed, "postgres") !== null;
      if (parsed.kind === "unparsed") expect([isRefused, outcome]).toEqual([true, "block"]);
      if (leavesNoTrace(parsed) && facts.length > 0) expect(isRefused).toBe(false);
    });
  });

  it.each(OF_OUR_OWN)("facts of $of, by a reader of our own", { timeout }, ({ reader, texts }) => {
    holds(texts, (statement) => {
      const facts = factsOf(reader, statement);
      for (const { start, end } of facts) {
        expect(0 <= start && start <= end && end <= statement.length).toBe(true);
      }
      const { outcome } = guardInput({ facts, statement, rules: RULES, now });
      assessRisk(facts);
      if (reader.parse(statement).kind === "unparsed") {
        expect([facts.some(onlyReads), outcome]).toEqual([false, "block"]);
      }
    });
  });

  it("lineage, of whatever can be read", { timeout }, () => {
    holds(mutatedText, (statement) => {
      const trees = parser.trees(statement) ?? [];
      needsCatalogue(trees);
      const lineages = lineageOfText(trees, CATALOGUE);
      const columns = [{ name: "email", type: "text", typeId: 25, origin: null }];
      const shown = protectColumns(columns, lineages[0], CATALOGUE);
      expect(shown).toHaveLength(1);
      // A statement that nobody understood could show anything.
      if (lineages.length === 0) expect(shown[0]?.protectedAs).toBe(CATALOGUE.unknown);
    });
  });

  it("what the target says", { timeout }, () => {
    const secret = "q7zz9secret";
    const words = fc.array(fc.constantFrom(...MESSAGE_WORDS, secret), { maxLength: 20 });
    const message = fc.oneof(
      words.map((some) => some.join(" ")),
      fc.string({ unit: "binary", maxLength: 200 }),
    );
    holds(fc.tuple(message, mutatedText, fc.boolean()), ([said, text, isSeen]) => {
      // Where a text runs that nobody sees, typing what could be said shows nothing of it either.
      const statement = isSeen ? text : `${text} /* ${secret} */`;
      const typed = { statement, namesAreTyped: isSeen };
      const shown = coverMessage({ message: said, position: null }, typed);
      expect(shown?.includes(secret) ?? false).toBe(false);
    });
  });

  it("detectors, on any bytes", { timeout }, () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        ..."4111 1111 1111 1111|a@b.co|DE89370400440532013000|::1|+49 30|@|.".split("|"),
      ),
      fc.string({ unit: "binary", maxLength: 40 }),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(pieces, { maxLength: 12 }).map((some) => new TextEncoder().encode(some.join(""))),
    );
    holds(bytes, (text) => {
      let behind = 0;
      for (const { start, end } of findSpans(text, MASK_KINDS)) {
        expect(behind <= start && start < end && end <= text.length).toBe(true);
        behind = end;
      }
    });
  });
});

const MESSAGE_WORDS = (
  'relation column " "users" does not exist invalid input syntax for type integer: : duplicate key ' +
  "value violates unique constraint function operator permission denied table \n \0 … ( )"
).split(" ");
