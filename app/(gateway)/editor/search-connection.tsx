"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { SearchPicker } from "@/ui/search-picker";
import { Calls, useTRPC } from "../../calls";

type ConnectionRow = Outputs["connections"]["list"]["rows"][number];
const FOUND_MAX = 20;
const SEARCH_CHARACTERS_MAX = 200;

interface SearchConnectionProps {
  readonly value: ConnectionRow;
  readonly disabled: boolean;
  readonly onPick: (connection: ConnectionRow) => void;
}

/** Finds one of more connections than a list can show. */
export function SearchConnection(props: SearchConnectionProps) {
  return (
    <Calls>
      <Search {...props} />
    </Calls>
  );
}

function Search({ value, disabled, onPick }: SearchConnectionProps) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.slice(0, SEARCH_CHARACTERS_MAX));
  const { data } = useQuery({
    ...useTRPC().connections.list.queryOptions({ search, usable: true, limit: FOUND_MAX }),
    placeholderData: keepPreviousData,
  });
  return (
    <SearchPicker
      label="Connection"
      className="w-full sm:w-56"
      value={value.name}
      disabled={disabled}
      found={data?.rows.map(({ name }) => name) ?? []}
      more={Math.max(0, (data?.total ?? 0) - FOUND_MAX)}
      nothing="No connection matches."
      onSearch={setTyped}
      onPick={(name) => {
        const picked = data?.rows.find((row) => row.name === name);
        if (picked !== undefined) onPick(picked);
      }}
    />
  );
}
