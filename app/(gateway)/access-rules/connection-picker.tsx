"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Picker } from "@/ui/picker";
import { useTRPC } from "../../calls";

const FOUND_MAX = 50;
const SEARCH_CHARACTERS_MAX = 200;

interface ConnectionPickerProps {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

/** Several of more connections than a list can show: the gateway looks for what is typed. */
export function ConnectionPicker({ value, onChange }: ConnectionPickerProps) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.slice(0, SEARCH_CHARACTERS_MAX));
  const { data } = useQuery({
    ...useTRPC().connections.list.queryOptions({ search, limit: FOUND_MAX }),
    placeholderData: keepPreviousData,
  });
  return (
    <Picker
      value={value}
      onChange={onChange}
      choices={data?.rows.map(({ name }) => name) ?? []}
      nothing="No connection matches."
      placeholder="Type or pick a connection"
      onSearch={setTyped}
    />
  );
}
