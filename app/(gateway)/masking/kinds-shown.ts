import { KIND_WORDS } from "@/domain/masking/describe-masking-rule";
import { KIND_EXAMPLES, KIND_GROUPS } from "@/domain/masking/kind-examples";
import { MASK_KINDS, type MaskKind } from "@/domain/masking/masking-rule";
import type { MaskingDraft } from "./masking-draft";

interface ShownGroup {
  readonly title: string;
  readonly kinds: readonly MaskKind[];
}

/** Which rows of the table are looked at. */
export interface KindsSought {
  readonly text: string;
  /** Only these, and what the rule says something of by now; `null`: all. */
  readonly only: ReadonlySet<MaskKind> | null;
}

type Said = Pick<MaskingDraft, "detectors" | "replacements">;

export function kindsSaidOf({ detectors, replacements }: Said): readonly MaskKind[] {
  return MASK_KINDS.filter(
    (kind) => detectors[kind] !== undefined || replacements[kind] !== undefined,
  );
}

/** By group; a group of which no kind is looked at is left out. Each word must be somewhere in the row. */
export function kindsShown(draft: Said, { text, only }: KindsSought): readonly ShownGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const said = new Set(kindsSaidOf(draft));
  return KIND_GROUPS.flatMap(({ group, title }) => {
    const kinds = MASK_KINDS.filter((kind) => {
      const example = KIND_EXAMPLES[kind];
      const row = `${title} ${KIND_WORDS[kind]} ${kind} ${example.text}`.toLowerCase();
      const isWanted = only === null || only.has(kind) || said.has(kind);
      return example.group === group && isWanted && words.every((word) => row.includes(word));
    });
    return kinds.length === 0 ? [] : [{ title, kinds }];
  });
}
