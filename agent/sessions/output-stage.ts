import { OutputGuard, type OutputLine } from "@/domain/guardrails/guard-output";
import type { OutputRule } from "@/domain/guardrails/output/output-rule";
import { OutputSearch } from "@/domain/guardrails/output/output-search";
import { sayBlocked } from "@/domain/guardrails/output/say-output";
import type { MaskedBlock } from "@/domain/masking/masker";
import { Refusal } from "@/domain/refusal";

/**
 * Guardrails on results, held against what was masked and before it leaves. What they block or what
 * fails here throws a Refusal: nothing of it, and nothing after it, is sent.
 */
export class OutputStage {
  private readonly guard: OutputGuard | null;

  constructor(rules: readonly OutputRule[] = []) {
    this.guard =
      rules.length === 0 ? null : evaluated(() => new OutputGuard(new OutputSearch(rules)));
  }

  rows(block: MaskedBlock): MaskedBlock {
    const { guard } = this;
    if (guard === null) return block;
    return { rowCount: block.rowCount, bytes: this.passed(() => guard.rows(block.bytes)) };
  }

  text(text: Uint8Array): Uint8Array {
    const { guard } = this;
    return guard === null ? text : this.passed(() => guard.text(text));
  }

  /** The last words of a session, which may be the target's: they end nothing any more. */
  lastWords(words: string | null): string | null {
    if (this.guard === null || words === null) return words;
    const answer = this.guard.text(new TextEncoder().encode(words));
    if (answer.kind === "block") return "A guardrail withholds what the target said.";
    return new TextDecoder().decode(answer.bytes);
  }

  report(): readonly OutputLine[] {
    return this.guard?.tally() ?? [];
  }

  private passed(look: () => ReturnType<OutputGuard["text"]>): Uint8Array {
    const answer = evaluated(look);
    if (answer.kind === "allow") return answer.bytes;
    throw new Refusal("GUARDRAIL.BLOCKED", sayBlocked(answer.rule));
  }
}

/** What cannot be evaluated is not returned. */
function evaluated<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    const because = error instanceof Error ? error.name : "unknown";
    const words = "What guardrails say of the result could not be found out; it is not returned.";
    throw new Refusal("GUARDRAIL.FAILED", words, { because });
  }
}
