"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ROLES } from "@/domain/people/role";
import { Button, ButtonLink } from "@/ui/button";
import { Input, Select } from "@/ui/field";
import { useGroupNames } from "../group-names";
import { isFiltered, readFilter, type UsersFilter, usersAddress } from "./filter";

const STATUS_CHOICES = [
  { value: "", label: "Any status" },
  { value: "active", label: "Active" },
  { value: "inactive", label: "Inactive" },
];
const ROLE_CHOICES = [
  { value: "", label: "Any role" },
  ...ROLES.map((role) => ({ value: role, label: role.charAt(0).toUpperCase() + role.slice(1) })),
];
const SOURCE_CHOICES = [
  { value: "", label: "Any source" },
  { value: "local", label: "Local" },
  { value: "idp", label: "Identity provider" },
];
const SORT_CHOICES = [
  { value: "name", label: "Name, A to Z" },
  { value: "-name", label: "Name, Z to A" },
  { value: "email", label: "E-mail, A to Z" },
  { value: "role", label: "Role, strongest first" },
  { value: "-lastSeen", label: "Seen, latest first" },
  { value: "lastSeen", label: "Seen, longest ago first" },
];

interface FilterBarProps {
  readonly filter: UsersFilter;
}

/** The filter is the address: it can be kept, sent and gone back to. */
export function FilterBar({ filter }: FilterBarProps) {
  const { names } = useGroupNames("all");
  const router = useRouter();
  const [text, setText] = useState(filter.text);
  const go = (part: Readonly<Record<string, string>>) =>
    router.push(usersAddress(readFilter({ ...filter, text, page: "1", ...part })));
  const known = new Set([...names, filter.group].filter((name) => name !== ""));
  const groupChoices = [
    { value: "", label: "Any group" },
    ...[...known].map((name) => ({ value: name, label: name })),
  ];
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    go({});
  }
  return (
    <search aria-label="Filter people">
      <form
        onSubmit={onSubmit}
        className="mb-3 grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap"
      >
        <Input
          type="search"
          aria-label="Name or e-mail"
          placeholder="Name or e-mail"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="col-span-2 sm:max-w-52"
        />
        <Select
          aria-label="Status"
          choices={STATUS_CHOICES}
          value={filter.status}
          onChange={(event) => go({ status: event.target.value })}
          className="sm:w-30"
        />
        <Select
          aria-label="Role"
          choices={ROLE_CHOICES}
          value={filter.role}
          onChange={(event) => go({ role: event.target.value })}
          className="sm:w-30"
        />
        <Select
          aria-label="Group"
          choices={groupChoices}
          value={filter.group}
          onChange={(event) => go({ group: event.target.value })}
          className="sm:w-36"
        />
        <Select
          aria-label="Source"
          choices={SOURCE_CHOICES}
          value={filter.source}
          onChange={(event) => go({ source: event.target.value })}
          className="sm:w-38"
        />
        <Select
          aria-label="Sort by"
          choices={SORT_CHOICES}
          value={filter.sort}
          onChange={(event) => go({ sort: event.target.value })}
          className="col-span-2 sm:w-48"
        />
        <Button type="submit">Filter</Button>
        {isFiltered(filter) && (
          <ButtonLink href="/users" variant="ghost" icon={X}>
            Clear
          </ButtonLink>
        )}
      </form>
    </search>
  );
}
