"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button, ButtonLink } from "@/ui/button";
import { Input, Select } from "@/ui/field";
import { type AuditFilter, auditAddress, isFiltered, readFilter } from "./filter";

const STATE_CHOICES = [
  { value: "", label: "Sealed or not" },
  { value: "sealed", label: "Sealed" },
  { value: "unsealed", label: "Not sealed yet" },
];

interface FilterBarProps {
  readonly filter: AuditFilter;
  /** The names of events that have occurred. */
  readonly eventNames: readonly string[];
}

/** The filter is the address: it can be kept, sent and gone back to. */
export function FilterBar({ filter, eventNames }: FilterBarProps) {
  const router = useRouter();
  const [subject, setSubject] = useState(filter.subject);
  const [actor, setActor] = useState(filter.actor);
  const go = (part: Readonly<Record<string, string>>) => {
    router.push(auditAddress(readFilter({ ...filter, subject, actor, ...part, trail: undefined })));
  };
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    go({});
  }
  return (
    <search aria-label="Filter the audit trail">
      <form
        onSubmit={onSubmit}
        className="mb-3 grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap"
      >
        <Input
          type="search"
          aria-label="Words of the subject"
          placeholder="Words of the subject"
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
          className="col-span-2 sm:max-w-44"
        />
        <Input
          aria-label="Who did it, by name"
          placeholder="Who, by name"
          value={actor}
          onChange={(event) => setActor(event.target.value)}
          className="col-span-2 sm:max-w-32"
        />
        <Select
          aria-label="Event"
          choices={choicesOf(eventNames, filter.event)}
          value={filter.event}
          onChange={(event) => go({ event: event.target.value })}
          className="sm:w-40"
        />
        <Select
          aria-label="Seal"
          choices={STATE_CHOICES}
          value={filter.state}
          onChange={(event) => go({ state: event.target.value })}
          className="sm:w-34"
        />
        <DayInput label="From" value={filter.from} onChange={(from) => go({ from })} />
        <DayInput label="To" value={filter.to} onChange={(to) => go({ to })} />
        <Button type="submit" className="max-sm:col-span-2">
          Filter
        </Button>
        {isFiltered(filter) && (
          <ButtonLink href="/audit" variant="ghost" icon={X}>
            Clear
          </ButtonLink>
        )}
      </form>
    </search>
  );
}

interface DayInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A day of the trail; it is in UTC, as the trail is. */
function DayInput({ label, value, onChange }: DayInputProps) {
  return (
    <div className="flex items-center gap-1.5 text-sm text-muted">
      <span aria-hidden>{label}</span>
      <Input
        type="date"
        aria-label={`${label} day (UTC)`}
        title="Days in UTC"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 sm:w-34"
      />
    </div>
  );
}

/** Each noun by itself, then its events. */
function choicesOf(names: readonly string[], chosen: string) {
  const all = [...new Set([...names, chosen].filter((name) => name !== ""))].sort();
  const nouns = [...new Set(all.map((name) => name.split(".")[0] ?? ""))];
  const groups = nouns.flatMap((noun) => {
    const events = all.filter((name) => name.startsWith(`${noun}.`));
    return [
      { value: noun, label: `${noun}: all` },
      ...events.map((name) => ({ value: name, label: name })),
    ];
  });
  return [{ value: "", label: "Any event" }, ...groups];
}
