import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import { emptyDraft, type MaskingDraft } from "./masking-draft";
import { type ProbedName, typedAs, typedColumns } from "./probe/probed-columns";

/** What a rule begins with that is written because of a probe. */
export interface FirstWish {
  readonly connection: string;
  readonly columns: readonly ProbedName[];
  /** They are to be compared no more. */
  readonly refuses: boolean;
}

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

export function newMaskingHref({ connection, columns, refuses }: FirstWish): string {
  const search = new URLSearchParams({ connection, columns: columns.map(typedAs).join("\n") });
  if (refuses) search.set("comparisons", "refuse");
  return `/masking/new?${search}`;
}

/** A draft as an address asks for it; what it says that cannot be is left out. */
export function firstDraft(asked: Asked): MaskingDraft {
  const word = (name: string) => {
    const said = asked[name];
    return typeof said === "string" ? said : "";
  };
  const connection = word("connection");
  const columns = (typedColumns(word("columns")) ?? []).map((value, key) => ({
    key,
    value: columnOf(value),
  }));
  return {
    ...emptyDraft(),
    ...{ columns, comparisons: word("comparisons") === "refuse" ? "refuse" : "allow" },
    scope: { connections: connection === "" ? [] : [connection], tags: [] },
  };
}

function columnOf(named: ProbedName): ColumnMaskingRule {
  return { ...named, kind: "email" };
}
