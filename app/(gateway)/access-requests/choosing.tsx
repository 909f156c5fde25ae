"use client";
import { createContext, useContext } from "react";

interface Choosing {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

/** Read by the cells: the columns stay the same while requests are chosen. */
export const ChoosingContext = createContext<Choosing>({ ids: new Set(), toggle: () => undefined });

export function ChooseOne({ id, label }: { readonly id: string; readonly label: string }) {
  const { ids, toggle } = useContext(ChoosingContext);
  return (
    <label className="-m-2 flex p-2">
      <input
        type="checkbox"
        aria-label={`Choose ${label}`}
        checked={ids.has(id)}
        onChange={() => toggle(id)}
        className="size-4 rounded accent-accent"
      />
    </label>
  );
}
