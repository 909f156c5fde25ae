import type { Column } from "../rows/column";
import { CARD_LENGTHS } from "./detectors/card";
import { CONTEXT_ENDINGS, CONTEXT_TABLE } from "./detectors/context";
import { IBAN_LENGTHS } from "./detectors/iban";
import { SHA256_TABLE } from "./detectors/sha256";
import type { EngineExports } from "./engine-exports";
import { MaskTally } from "./mask-tally";
import type { ColumnPlan, MaskedBlock, Masker, MaskReportLine } from "./masker";
import { MASK_KINDS, type MaskingRules, placeholderOf } from "./masking-rule";
import { planColumns } from "./plan-columns";
import type { Replacing } from "./replacements/replace-value";
import { type KeyedDigest, needsKey } from "./replacements/replacement";
import { type Notes, spliceRows, spliceText } from "./replacements/splice-found";

export interface EngineUse {
  /** What replacements are made with. */
  readonly digest?: KeyedDigest | null;
  /** Gets the engine back, unless it failed; without it the engine goes with the masker. */
  readonly onFreed?: (engine: EngineExports) => void;
}

/** Masks with the compiled engine. After the first failure it refuses everything: its state is unknown. */
export class EngineMasker implements Masker {
  readonly #engine: EngineExports;
  readonly #rules: MaskingRules;
  readonly #tally = new MaskTally();
  readonly #replacing: Replacing | null;
  #plans: readonly ColumnPlan[] = [];
  #failure: unknown = null;
  readonly #use: EngineUse;

  /** Throws where the rules ask for what is made with a key and there is none. */
  constructor(engine: EngineExports, rules: MaskingRules, use: EngineUse = {}) {
    this.#engine = engine;
    this.#rules = rules;
    this.#use = use;
    this.#replacing = replacingOf(rules, use.digest ?? null);
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
      this.#tally.startResult(columns, result);
      return plans;
    });
  }

  rows(block: Uint8Array): MaskedBlock {
    return this.#guarded(() => {
      this.#write(block);
      const rowCount = this.#engine.maskRows(block.byteLength);
      if (rowCount < 0) throw new RangeError(`not whole rows of ${this.#plans.length} cells`);
      const found = this.#found();
      const bytes = found === null ? this.#output() : spliceRows(block, this.#plans, found);
      return { bytes, rowCount };
    });
  }

  text(bytes: Uint8Array): Uint8Array {
    return this.#guarded(() => {
      this.#write(bytes);
      this.#engine.maskText(bytes.byteLength);
      const found = this.#found();
      return found === null ? this.#output() : spliceText(bytes, found.notes, found.replacing);
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
      this.#failure = error;
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
  #found(): { readonly notes: Notes; readonly replacing: Replacing } | null {
    const replacing = this.#replacing;
    const count = replacing === null ? 0 : this.#engine.notesCount();
    if (replacing === null || count === 0) return null;
    const notes = new Uint32Array(this.#engine.memory.buffer, this.#engine.notesAt(), 3 * count);
    return { notes, replacing };
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

/** `null` where every kind is redacted, which the engine does by itself. */
function replacingOf(rules: MaskingRules, digest: KeyedDigest | null): Replacing | null {
  const { replacements } = rules;
  if (replacements === undefined) return null;
  if (digest === null && needsKey(replacements)) {
    throw new RangeError("a replacement is made with a key, and there is none");
  }
  return { replacements, digest };
}

/** As the engine reads them: 0 pass, 1 scan, from 2 on whole as the kind of that number. */
function planNumber(plan: ColumnPlan): number {
  if (plan.kind === "whole") return 2 + MASK_KINDS.indexOf(plan.as);
  return plan.kind === "scan" ? 1 : 0;
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
