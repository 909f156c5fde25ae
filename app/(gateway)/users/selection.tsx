"use client";
import { createContext, useContext } from "react";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Everyone on this page. */
  readonly pageIds: readonly string[];
  readonly set: (ids: readonly string[], chosen: boolean) => void;
}

/** Read by the cells: the columns stay the same while people are chosen. */
export const SelectionContext = createContext<Selection>({
  ids: new Set(),
  pageIds: [],
  set: () => undefined,
});

const BOX = "size-4 rounded accent-accent";

export function SelectAll() {
  const { ids, pageIds, set } = useContext(SelectionContext);
  const all = pageIds.length > 0 && pageIds.every((id) => ids.has(id));
  const some = pageIds.some((id) => ids.has(id));
  return (
    <input
      type="checkbox"
      aria-label="Choose everyone on this page"
      checked={all}
      ref={(box) => {
        if (box !== null) box.indeterminate = some && !all;
      }}
      onChange={(event) => set(pageIds, event.target.checked)}
      className={BOX}
    />
  );
}

export function SelectOne({ id, name }: { readonly id: string; readonly name: string }) {
  const { ids, set } = useContext(SelectionContext);
  return (
    <label className="-m-2 flex p-2">
      <input
        type="checkbox"
        aria-label={`Choose ${name}`}
        checked={ids.has(id)}
        onChange={(event) => set([id], event.target.checked)}
        className={BOX}
      />
    </label>
  );
}
