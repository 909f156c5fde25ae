"use client";
import { Field } from "@/ui/field";
import { TagInput } from "@/ui/tag-input";
import { ConnectionPicker } from "./access-rules/connection-picker";
import { objectionToTag } from "./access-rules/rule-draft";

interface Scope {
  readonly connections: string[];
  readonly tags: string[];
}

interface ScopeFieldsProps {
  readonly scope: Scope;
  readonly error?: string | undefined;
  readonly onChange: (scope: Scope) => void;
}

/** Where it is in force; nothing chosen is everywhere. */
export function ScopeFields({ scope, error, onChange }: ScopeFieldsProps) {
  return (
    <>
      <Field
        label="Connections"
        optional
        error={error}
        help="Without connections and tags it is in force on every connection."
      >
        <ConnectionPicker
          value={scope.connections}
          onChange={(connections) => onChange({ ...scope, connections })}
        />
      </Field>
      <Field
        label="Tags"
        optional
        help="key=value, Enter after each: every connection that carries any of them."
      >
        <TagInput
          value={scope.tags}
          onChange={(tags) => onChange({ ...scope, tags })}
          objectionTo={objectionToTag}
          placeholder="env=prod"
        />
      </Field>
    </>
  );
}
