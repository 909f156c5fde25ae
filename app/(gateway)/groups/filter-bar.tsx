"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/ui/button";
import { Input, Select } from "@/ui/field";
import { type GroupsFilter, groupsAddress, readFilter } from "./filter";

const SOURCE_CHOICES = [
  { value: "", label: "Any source" },
  { value: "local", label: "Local" },
  { value: "idp", label: "Identity provider" },
];

export function FilterBar({ filter }: { readonly filter: GroupsFilter }) {
  const router = useRouter();
  const [text, setText] = useState(filter.text);
  const go = (part: Readonly<Record<string, string>>) =>
    router.push(groupsAddress(readFilter({ ...filter, text, page: "1", ...part })));
  return (
    <search aria-label="Filter groups">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          go({});
        }}
        className="mb-3 flex flex-wrap items-center gap-2"
      >
        <Input
          type="search"
          aria-label="Name of the group"
          placeholder="Name"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="sm:max-w-60"
        />
        <Select
          aria-label="Source"
          choices={SOURCE_CHOICES}
          value={filter.source}
          onChange={(event) => go({ source: event.target.value })}
          className="w-40"
        />
        <Button type="submit">Filter</Button>
      </form>
    </search>
  );
}
