import { OutputGuard } from "@/domain/guardrails/guard-output";
import type { OutputRule } from "@/domain/guardrails/output/output-rule";
import { OutputSearch } from "@/domain/guardrails/output/output-search";
import { sayBlocked } from "@/domain/guardrails/output/say-output";
import { Refusal } from "@/domain/refusal";
import type { Frame } from "@/protocol/frame";
import {
  columnsPayload,
  completePayload,
  endPayload,
  failurePayload,
  noticePayload,
} from "@/protocol/payloads";

/**
 * The second witness of guardrails on results: the agent has applied them, so that nothing is found
 * any more. Whatever still is ends the session.
 */
export class OutputWitness {
  private readonly search: OutputSearch;

  constructor(rules: readonly OutputRule[]) {
    this.search = new OutputSearch(rules);
  }

  /** Throws a Refusal for a frame that may not go on. */
  look(frame: Frame): void {
    const guard = new OutputGuard(this.search);
    if (frame.kind === "rows") {
      const answer = guard.rows(frame.payload);
      if (answer.kind === "block") throw blocked(sayBlocked(answer.rule));
      if (answer.bytes !== frame.payload) throw blocked(LEFT_IN);
      return;
    }
    for (const text of textsOf(frame)) {
      const bytes = new TextEncoder().encode(text);
      const answer = guard.text(bytes);
      if (answer.kind === "block") throw blocked(sayBlocked(answer.rule));
      if (answer.bytes !== bytes) throw blocked(LEFT_IN);
    }
  }
}

const LEFT_IN = "The agent sent something that a guardrail replaces; it is not returned.";

function blocked(because: string): Refusal {
  return new Refusal("GUARDRAIL.BLOCKED", because);
}

type Text = string | null;

/** Every text of the target in a frame. An event is the agent's own words, nothing of the target's. */
function textsOf(frame: Frame): readonly string[] {
  return (
    TEXTS[frame.kind]?.(JSON.parse(new TextDecoder().decode(frame.payload))).filter(isText) ?? []
  );
}

const TEXTS: { readonly [kind in Frame["kind"]]?: (value: unknown) => readonly Text[] } = {
  columns: (value) => columnsPayload.parse(value).columns.map(({ name }) => name),
  complete: (value) => [completePayload.parse(value).tag],
  notice(value) {
    const { message, detail, hint } = noticePayload.parse(value);
    return [message, detail, hint];
  },
  failure(value) {
    const { message, detail, hint } = failurePayload.parse(value);
    return [message, detail, hint];
  },
  end(value) {
    const { code, because, masked } = endPayload.parse(value);
    // The words of the rule itself may hold what it looks for.
    const words = code === "GUARDRAIL.BLOCKED" ? null : because;
    return [words, ...masked.map(({ column }) => column)];
  },
};

function isText(text: Text): text is string {
  return text !== null;
}
