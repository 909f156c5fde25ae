"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button, ButtonLink } from "@/ui/button";
import { Input } from "@/ui/field";
import { type GridFilter, gridAddress } from "./filter";

/** The filter is the address: it can be kept, sent and gone back to. */
export function FilterBar({ filter }: { readonly filter: GridFilter }) {
  const router = useRouter();
  const [groups, setGroups] = useState(filter.groups);
  const [connections, setConnections] = useState(filter.connections);
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    router.push(gridAddress({ groups, connections, groupPage: 1, connectionPage: 1 }));
  }
  return (
    <search aria-label="Filter the grid">
      <form onSubmit={onSubmit} className="mb-3 flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Group"
          placeholder="Group"
          value={groups}
          onChange={(event) => setGroups(event.target.value)}
          className="sm:max-w-48"
        />
        <Input
          type="search"
          aria-label="Connection"
          placeholder="Connection"
          value={connections}
          onChange={(event) => setConnections(event.target.value)}
          className="sm:max-w-48"
        />
        <Button type="submit">Filter</Button>
        {(filter.groups !== "" || filter.connections !== "") && (
          <ButtonLink href="/access-control" variant="ghost" icon={X}>
            Clear
          </ButtonLink>
        )}
      </form>
    </search>
  );
}
