import { isRefusal } from "../refusal";
import type { Column } from "../rows/column";
import { customKindOf, isCustomKind } from "./custom/custom-kind";
import type { CustomSpan } from "./custom/custom-search";
import { joinFound } from "./custom/join-found";
import { RowsSearch, type SearchedColumn } from "./custom/search-rows";
import { CARD_LENGTHS } from "./detectors/card";
import { CONTEXT_ENDINGS, CONTEXT_TABLE } from "./detectors/context";
import { IBAN_LENGTHS } from "./detectors/iban";
import { SHA256_TABLE } from "./detectors/sha256";
import type { EngineExports } from "./engine-exports";
import { MaskTally } from "./mask-tally";
import type { CheckTime, ColumnPlan, MaskedBlock, Masker, MaskReportLine } from "./masker";
import { type AnyKind, MASK_KINDS, type MaskingRules, placeholderOf } from "./masking-rule";
import { planColumns } from "./plan-columns";
import { kindsByNumber } from "./replacements/found-kind";
import type { Replacing } from "./replacements/replace-value";
import { type KeyedDigest, needsKey, replacementsIn } from "./replacements/replacement";
import { type FoundToReplace, spliceRows, spliceText } from "./replacements/splice-found";

export interface EngineUse {
  /** What replacements are made with. */
  readonly digest?: KeyedDigest | null;
  /** Gets the engine back, unless it failed; without it the engine goes with the masker. */
  readonly onFreed?: (engine: EngineExports) => void;
  /** Asked between two looks for custom kinds. */
  readonly check?: CheckTime;
}

/** Masks with the compiled engine. After the first failure it refuses everything: its state is unknown. */
export class EngineMasker implements Masker {
  readonly #engine: EngineExports;
  readonly #rules: MaskingRules;
  readonly #tally = new MaskTally();
  readonly #replacing: Replacing | null;
  readonly #kinds: readonly AnyKind[];
  readonly #custom: RowsSearch | null;
  #searched: readonly SearchedColumn[] = [];
  #plans: readonly ColumnPlan[] = [];
  #failure: unknown = null;
  readonly #use: EngineUse;

  /** Throws where the rules ask for what is made with a key and there is none. */
  constructor(engine: EngineExports, rules: MaskingRules, use: EngineUse = {}) {
    this.#engine = engine;
    this.#rules = rules;
    this.#use = use;
    this.#replacing = replacingOf(rules, use.digest ?? null);
    this.#kinds = kindsByNumber(rules);
    const { check = () => undefined } = use;
    requireDefined(rules);
    this.#custom = rules.custom === undefined ? null : new RowsSearch(rules.custom, check);
    engine.noteFound(this.#replacing === null ? 0 : 1);
    writeTables(engine);
    engine.enable(
      rules.detectors.reduce((bits, kind) => bits | (1 << MASK_KINDS.indexOf(kind)), 0),
    );
    engine.startResult(0);
  }

  columns(columns: readonly Column[], result?: number): readonly ColumnPlan[] {
    return this.#guarded(() => {
      if (columns.length > this.#engine.columnsMax()) {
        throw new RangeError(`more than ${this.#engine.columnsMax()} columns`);
      }
      this.#harvest();
      const plans = planColumns(this.#rules, columns);
      this.#bytesAt(this.#engine.plansAt(), plans.length).set(plans.map(planNumber));
      this.#engine.startResult(columns.length);
      this.#plans = plans;
      const shown = this.#replacing?.replacements ?? {};
      this.#searched = plans.map((plan, at) => ({
        ...{ plan, name: columns[at]?.name ?? "" },
        isPartial: plan.kind === "whole" && shown[plan.as] === "partial",
      }));
      this.#tally.startResult(columns, result);
      return plans;
    });
  }

  rows(block: Uint8Array): MaskedBlock {
    return this.#guarded(() => {
      const custom = this.#custom?.rows(block, this.#searched) ?? [];
      this.#write(block);
      const rowCount = this.#engine.maskRows(block.byteLength);
      if (rowCount < 0) throw new RangeError(`not whole rows of ${this.#plans.length} cells`);
      const found = this.#found(custom);
      const bytes = found === null ? this.#output() : spliceRows(block, this.#plans, found);
      return { bytes, rowCount };
    });
  }

  text(bytes: Uint8Array): Uint8Array {
    return this.#guarded(() => {
      const custom = this.#custom?.text(bytes) ?? [];
      this.#write(bytes);
      this.#engine.maskText(bytes.byteLength);
      const found = this.#found(custom);
      return found === null ? this.#output() : spliceText(bytes, found);
    });
  }

  report(): readonly MaskReportLine[] {
    return this.#guarded(() => {
      this.#harvest();
      this.#engine.startResult(this.#plans.length);
      return this.#tally.lines();
    });
  }

  free(): void {
    if (this.#failure === null) this.#use.onFreed?.(this.#engine);
    this.#failure ??= new RangeError("it was freed");
  }

  #guarded<T>(work: () => T): T {
    if (this.#failure !== null) {
      throw new RangeError("the masker failed before and masks nothing more", {
        cause: this.#failure,
      });
    }
    try {
      return work();
    } catch (error) {
      // A limit is met before the engine gets anything: its state is known.
      if (!isRefusal(error)) this.#failure = error;
      throw error;
    }
  }

  /** Takes the counts of the current result out of the engine, which forgets them next. */
  #harvest(): void {
    const start = this.#engine.countsAt();
    const slots = (this.#engine.columnsMax() + 1) * MASK_KINDS.length;
    const counts = new Uint32Array(this.#engine.memory.buffer, start, slots);
    const outside = this.#engine.columnsMax();
    for (const column of [...this.#plans.keys(), outside]) {
      MASK_KINDS.forEach((kind, index) => {
        const count = counts[column * MASK_KINDS.length + index] ?? 0;
        this.#tally.add(column === outside ? -1 : column, kind, count);
      });
    }
  }

  /** What is to be replaced otherwise than the engine did; `null` where that is nothing. */
  #found(custom: readonly CustomSpan[]): FoundToReplace | null {
    const replacing = this.#replacing;
    const noted = replacing === null ? 0 : this.#engine.notesCount();
    if (replacing === null || noted + custom.length === 0) return null;
    const at = this.#engine.notesAt();
    const notes = joinFound(new Uint32Array(this.#engine.memory.buffer, at, 3 * noted), custom);
    const count: FoundToReplace["count"] = (column, kind) => this.#tally.add(column, kind, 1);
    return { notes, kinds: this.#kinds, replacing, count };
  }

  #write(bytes: Uint8Array): void {
    const at = this.#engine.reserve(bytes.byteLength);
    if (at === 0) throw new RangeError(`no memory to mask ${bytes.byteLength} bytes`);
    this.#bytesAt(at, bytes.byteLength).set(bytes);
  }

  #output(): Uint8Array {
    return this.#bytesAt(this.#engine.outputAt(), this.#engine.outputLength());
  }

  #bytesAt(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#engine.memory.buffer, at, length);
  }
}

/** `null` where every kind is a built-in one and redacted, which the engine does by itself. */
function replacingOf(rules: MaskingRules, digest: KeyedDigest | null): Replacing | null {
  if (rules.replacements === undefined && rules.custom === undefined) return null;
  if (digest === null && needsKey(rules)) {
    throw new RangeError("a replacement is made with a key, and there is none");
  }
  return { replacements: replacementsIn(rules), digest };
}

/** A column that is masked as a kind of which nothing is known would pass unmasked. */
function requireDefined({ columns, custom = [] }: MaskingRules): void {
  const known = new Set<AnyKind>(custom.map(({ name }) => customKindOf(name)));
  if (columns.every(({ kind }) => !isCustomKind(kind) || known.has(kind))) return;
  throw new RangeError("a column is masked as a kind that no rule defines");
}

/** As the engine reads them: 0 pass, 1 scan, from 2 on whole as the kind of that number. Custom kinds are not its. */
function planNumber(plan: ColumnPlan): number {
  switch (plan.kind) {
    case "pass":
      return 0;
    case "scan":
      return plan.only === "custom" ? 0 : 1;
    case "whole":
      return isCustomKind(plan.as) ? 0 : 2 + MASK_KINDS.indexOf(plan.as);
  }
}

/** Detectors and engine share their tables, so that they cannot differ. */
function writeTables(engine: EngineExports): void {
  const memory = new Uint8Array(engine.memory.buffer);
  memory.set(CARD_LENGTHS, engine.cardLengthsAt());
  memory.set(IBAN_LENGTHS, engine.ibanLengthsAt());
  memory.set(CONTEXT_TABLE, engine.contextWordsAt());
  memory.set(CONTEXT_ENDINGS, engine.contextEndingsAt());
  memory.set(SHA256_TABLE, engine.sha256TableAt());
  MASK_KINDS.forEach((kind, index) => {
    const placeholder = new TextEncoder().encode(placeholderOf(kind));
    memory.set(placeholder, engine.placeholdersAt() + 16 * index);
    memory[engine.placeholderLengthsAt() + 4 * index] = placeholder.byteLength;
  });
}
