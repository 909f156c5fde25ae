"use client";
import {
  type Criterion,
  isAboutText,
  type ResultCriterion,
  type TextCriterion,
} from "@/domain/guardrails/criteria/criterion";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { Checkbox, Field, Input } from "@/ui/field";
import { TagInput } from "@/ui/tag-input";

interface SearchFieldsProps {
  readonly criterion: ResultCriterion | TextCriterion;
  readonly onChange: (criterion: Criterion) => void;
}

/** What a rule looks for in a result, or in the text of a command. */
export function SearchFields({ criterion, onChange }: SearchFieldsProps) {
  const where = isAboutText(criterion)
    ? "the whole command, also within another word"
    : "a cell, a name of a column or a message";
  return (
    <div className="space-y-3">
      {"words" in criterion ? (
        <Field label="Words" help={`Found anywhere in ${where}.`}>
          <TagInput
            value={criterion.words}
            onChange={(words) => onChange({ ...criterion, words })}
            objectionTo={objectionToWord}
            placeholder="Enter after each"
          />
        </Field>
      ) : (
        <Field
          label="Pattern"
          help="RE2 syntax, without look-around and back-references: CASE-[0-9]{6}"
        >
          <Input
            value={criterion.pattern}
            spellCheck={false}
            autoComplete="off"
            maxLength={GUARDRAIL_LIMITS.patternCharactersMax}
            onChange={({ target }) => onChange({ ...criterion, pattern: target.value })}
            className="font-mono"
          />
        </Field>
      )}
      <Checkbox
        label="In capitals or not"
        checked={criterion.ignoreCase}
        onChange={({ target }) => onChange({ ...criterion, ignoreCase: target.checked })}
      />
    </div>
  );
}

function objectionToWord(word: string): string | null {
  const { nameCharactersMax } = GUARDRAIL_LIMITS;
  return word.length > nameCharactersMax ? `At most ${nameCharactersMax} characters.` : null;
}
