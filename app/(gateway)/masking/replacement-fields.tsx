"use client";
import { KIND_WORDS } from "@/domain/masking/describe-masking-rule";
import { MASK_KINDS, type MaskKind } from "@/domain/masking/masking-rule";
import { type Replacement, replacementsOf } from "@/domain/masking/replacements/replacement";
import { Field, Select } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { withReplacement } from "./masking-draft";
import type { MaskingPart } from "./masking-fields";

const HOW: Readonly<Record<Replacement, string>> = {
  ...{ redact: "Redacted", partial: "A part", hash: "A hash", fake: "Made up", null: "NULL" },
};

/** What stands in place of each kind. */
export function ReplacementFields({ draft, change }: MaskingPart) {
  const { replacements } = draft;
  const isJoinable = Object.values(replacements).some((how) => how === "hash" || how === "fake");
  return (
    <Panel
      title="What stands in place of values"
      description="Of rules that name a kind, the first decides for it, in whatever column or text it is masked. Of what no rule speaks a placeholder stands, as [EMAIL]."
    >
      <div className="space-y-3">
        <div className="grid items-end gap-3 sm:grid-cols-3">
          {MASK_KINDS.map((kind) => (
            <ReplacementField
              key={kind}
              kind={kind}
              how={replacements[kind] ?? null}
              onChange={(how) => change({ replacements: withReplacement(replacements, kind, how) })}
            />
          ))}
        </div>
        {isJoinable && (
          <Note tone="warn">
            Equal values have equal hashes, and made-up values too: whoever may run a statement of
            their own can have a guessed value masked and compare.
          </Note>
        )}
      </div>
    </Panel>
  );
}

interface ReplacementFieldProps {
  readonly kind: MaskKind;
  readonly how: Replacement | null;
  readonly onChange: (how: Replacement | null) => void;
}

function ReplacementField({ kind, how, onChange }: ReplacementFieldProps) {
  const words = KIND_WORDS[kind];
  const offered = replacementsOf(kind);
  const choices = [
    { value: "unsaid", label: "Says nothing" },
    ...offered.map((value) => ({ value, label: HOW[value] })),
  ];
  return (
    <Field label={`In place of ${words}`}>
      <Select
        choices={choices}
        value={how ?? "unsaid"}
        onChange={({ target }) => onChange(offered.find((one) => one === target.value) ?? null)}
      />
    </Field>
  );
}
