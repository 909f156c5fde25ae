"use client";
import { Plus, X } from "lucide-react";
import { KIND_WORDS } from "@/domain/masking/describe-masking-rule";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import { MASKING_LIMITS } from "@/domain/masking/written-rule";
import { Button } from "@/ui/button";
import { Select, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { added, replaced, without } from "../keyed";
import { choicesOf } from "./custom-kind-draft";
import type { MaskingPart } from "./masking-fields";

const UNMASKED = { value: "", label: "Nothing is masked" };
const BUILT_IN = MASK_KINDS.map((value) => ({ value, label: `Masked: ${KIND_WORDS[value]}` }));

/** Texts that the rule must mask, or leave as they are. */
export function MaskingExampleFields({ draft, objections, change }: MaskingPart) {
  const { examples } = draft;
  const own = choicesOf(draft.kinds).map(({ value, label }) => ({
    value,
    label: `Masked: ${label}`,
  }));
  const choices = [UNMASKED, ...own, ...BUILT_IN];
  return (
    <Panel title="Examples" description="Run whenever it is saved; it is not saved if one fails.">
      <div className="space-y-3">
        {objections.examples && <Note tone="warn">{objections.examples}</Note>}
        {examples.map(({ key, value }, index) => (
          <div
            key={key}
            className="grid grid-cols-[1fr_auto] items-start gap-2 sm:grid-cols-[1fr_14rem_auto]"
          >
            <Textarea
              aria-label={`Text of example ${index + 1}`}
              rows={1}
              spellCheck={false}
              maxLength={MASKING_LIMITS.exampleCharactersMax}
              value={value.text}
              onChange={({ target }) =>
                change({ examples: replaced(examples, key, { ...value, text: target.value }) })
              }
              className="min-h-8 font-mono"
            />
            <Select
              aria-label={`What must be masked in example ${index + 1}`}
              choices={choices}
              value={value.expected ?? ""}
              onChange={({ target }) => {
                const known = [...own, ...BUILT_IN].find((one) => one.value === target.value);
                const expected = known?.value ?? null;
                change({ examples: replaced(examples, key, { ...value, expected }) });
              }}
              className="max-sm:order-last max-sm:col-span-2"
            />
            <button
              type="button"
              aria-label={`Remove example ${index + 1}`}
              onClick={() => change({ examples: without(examples, key) })}
              className="flex size-8 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          </div>
        ))}
        <Button
          icon={Plus}
          disabled={examples.length >= MASKING_LIMITS.examplesMax}
          onClick={() => change({ examples: added(examples, { text: "", expected: null }) })}
        >
          Add an example
        </Button>
      </div>
    </Panel>
  );
}
