"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { SESSION_STATES } from "@/domain/sessions/session";
import { Button, ButtonLink } from "@/ui/button";
import { Checkbox, Input, Select } from "@/ui/field";
import { isFiltered, readFilter, type SessionsFilter, sessionsAddress } from "./filter";

const STATE_CHOICES = [
  { value: "", label: "Any state" },
  ...SESSION_STATES.map((state) => ({ value: state, label: capital(state) })),
];
const PERIOD_CHOICES = [
  { value: "all", label: "Any time" },
  { value: "day", label: "Last 24 hours" },
  { value: "week", label: "Last 7 days" },
  { value: "month", label: "Last 30 days" },
];

interface FilterBarProps {
  readonly filter: SessionsFilter;
  /** Names to offer; not all there are. */
  readonly connections: readonly string[];
  readonly seesAll: boolean;
}

/** The filter is the address: it can be kept, sent and gone back to. */
export function FilterBar({ filter, connections, seesAll }: FilterBarProps) {
  const router = useRouter();
  const [text, setText] = useState(filter.text);
  const [owner, setOwner] = useState(filter.owner);
  const [connection, setConnection] = useState(filter.connection);
  const [guardrail, setGuardrail] = useState(filter.guardrail);
  const namesId = useId();
  const go = (part: Readonly<Record<string, string>>) => {
    const words = {
      ...filter,
      text,
      owner,
      connection,
      guardrail,
      masked: filter.masked ? "yes" : "",
      ...part,
    };
    router.push(sessionsAddress(readFilter({ ...words, trail: undefined })));
  };
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    go({});
  }
  return (
    <search aria-label="Filter sessions">
      <form
        onSubmit={onSubmit}
        className="mb-3 grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap"
      >
        <Input
          type="search"
          aria-label="Words in the statement"
          placeholder="Words in the statement"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="col-span-2 sm:max-w-52"
        />
        {seesAll && (
          <Input
            type="email"
            aria-label="E-mail address of the person"
            placeholder="Person’s e-mail"
            value={owner}
            onChange={(event) => setOwner(event.target.value)}
            className="col-span-2 sm:max-w-44"
          />
        )}
        <Input
          type="search"
          aria-label="Connection"
          placeholder="Any connection"
          list={namesId}
          autoComplete="off"
          value={connection}
          onChange={(event) => setConnection(event.target.value)}
          className="sm:max-w-40"
        />
        <datalist id={namesId}>
          {connections.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Input
          type="search"
          aria-label="Guardrail that met it"
          placeholder="Any guardrail"
          autoComplete="off"
          value={guardrail}
          onChange={(event) => setGuardrail(event.target.value)}
          className="sm:max-w-36"
        />
        <Choices filter={filter} go={go} />
        <Button type="submit">Filter</Button>
        {isFiltered(filter) && (
          <ButtonLink href="/sessions" variant="ghost" icon={X}>
            Clear
          </ButtonLink>
        )}
      </form>
    </search>
  );
}

interface ChoicesProps {
  readonly filter: SessionsFilter;
  readonly go: (part: Readonly<Record<string, string>>) => void;
}

function Choices({ filter, go }: ChoicesProps) {
  return (
    <>
      <Select
        aria-label="State"
        choices={STATE_CHOICES}
        value={filter.state}
        onChange={(event) => go({ state: event.target.value })}
        className="sm:w-30"
      />
      <Select
        aria-label="Period"
        choices={PERIOD_CHOICES}
        value={filter.period}
        onChange={(event) => go({ period: event.target.value })}
        className="sm:w-34"
      />
      <Checkbox
        label="Masked"
        checked={filter.masked}
        onChange={(event) => go({ masked: event.target.checked ? "yes" : "" })}
        className="px-1"
      />
    </>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
