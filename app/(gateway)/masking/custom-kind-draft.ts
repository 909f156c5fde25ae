import {
  CUSTOM_LIMITS,
  CUSTOM_NAME,
  type CustomKindDefinition,
  customKindOf,
} from "@/domain/masking/custom/custom-kind";
import type { MaskingExample } from "@/domain/masking/failed-examples";
import { type AnyKind, placeholderOf } from "@/domain/masking/masking-rule";
import { type Keyed, replaced } from "../keyed";
import type { MaskingDraft } from "./masking-draft";

export const NEW_KIND: CustomKindDefinition = {
  ...{ name: "", patterns: [], words: [], context: [], ignoreCase: true },
  replacement: "redact",
};

type Named = Pick<MaskingDraft, "kinds" | "columns" | "examples">;

/** The kind under this key changed; what is shown or expected as it goes along with its name. */
export function withKind(draft: Named, key: number, next: CustomKindDefinition): Named {
  const before = draft.kinds.find((one) => one.key === key)?.value.name ?? next.name;
  const kinds = replaced(draft.kinds, key, next);
  // Another kind that is called so, for the moment that somebody types, keeps its own.
  const isTaken = draft.kinds.some((one) => one.key !== key && one.value.name === before);
  if (before === next.name || isTaken) return { ...draft, kinds };
  const old = customKindOf(before);
  const renamed = <K extends AnyKind | null>(kind: K) =>
    kind === old ? customKindOf(next.name) : kind;
  return {
    kinds,
    columns: draft.columns.map(({ key: at, value }) => ({
      ...{ key: at, value: { ...value, kind: renamed(value.kind) } },
    })),
    examples: draft.examples.map(({ key: at, value }) => ({
      ...{ key: at, value: { ...value, expected: renamed(value.expected) } },
    })),
  };
}

/** The kinds of the rule as something to choose; one without a name cannot be. */
export function choicesOf(kinds: MaskingDraft["kinds"]) {
  return kinds
    .filter(({ value: { name } }) => name !== "")
    .map(({ value: { name } }) => {
      const value = customKindOf(name);
      return { value, label: `${placeholderOf(value)}, of this rule` };
    });
}

/** As they are sent: lines that were left empty are none. */
export function definitionsOf(kinds: MaskingDraft["kinds"]): readonly CustomKindDefinition[] {
  return kinds.map(({ value }) => ({
    ...value,
    patterns: value.patterns.filter((pattern) => pattern !== ""),
  }));
}

/** What must be put right in them; `null`: nothing that shows before it is sent. */
export function objectionToKinds({ kinds, columns, examples }: Named): string | null {
  const strange = kinds.find(({ value: { name } }) => !CUSTOM_NAME.test(name));
  if (strange !== undefined) {
    return `Every kind needs a name: small letters, digits and hyphens, 2 to ${CUSTOM_LIMITS.nameCharactersMax}, a letter first.`;
  }
  const known = new Set<string>(kinds.map(({ value }) => customKindOf(value.name)));
  const isGone = (kind: AnyKind | null) => kind?.startsWith("custom:") === true && !known.has(kind);
  const lost =
    columns.some(({ value }) => isGone(value.kind)) ||
    examples.some(({ value }) => isGone(value.expected));
  return lost ? "A column or an example names a kind that is gone." : null;
}

export function keyedOf<T>(list: readonly T[]): readonly Keyed<T>[] {
  return list.map((value, key) => ({ key, value }));
}

export function objectionToExamples(examples: readonly Keyed<MaskingExample>[]): string | null {
  return examples.some(({ value }) => value.text.trim() === "")
    ? "Every example needs a text."
    : null;
}
