"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Crosshair } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { PROBE_LIMITS, type ProbeAudience } from "@/domain/masking/probe/probe";
import { Button } from "@/ui/button";
import { Field, Select, Textarea } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { SearchPicker } from "@/ui/search-picker";
import { refusalOf, useTRPC } from "../../../calls";
import { probeHref } from "../../places";
import { objectionToTyped, typedColumns } from "./probed-columns";

const FOUND_MAX = 20;
const TYPED_CHARACTERS_MAX = 10_000;

const AUDIENCES = [
  { value: "anyone", label: "Somebody whom no rule exempts" },
  { value: "me", label: "Me, with my groups" },
] as const;

/** Chooses what is attacked; nothing is sent before the button is pressed. */
export function ProbeForm({ connection: first }: { readonly connection: string }) {
  const [connection, setConnection] = useState(first);
  const [typed, setTyped] = useState("");
  const [as, setAs] = useState<ProbeAudience>("anyone");
  const [wasSent, setWasSent] = useState(false);
  const router = useRouter();
  const start = useMutation(
    useTRPC().probes.start.mutationOptions({ onSuccess: ({ id }) => router.push(probeHref(id)) }),
  );
  const objection = objectionToTyped(typed);

  function submit(event: FormEvent) {
    event.preventDefault();
    setWasSent(true);
    if (objection !== null || connection === "") return;
    start.mutate({ connection, columns: typedColumns(typed), as });
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Connection"
          error={wasSent && connection === "" ? "Choose a connection." : null}
        >
          <ConnectionField value={connection} onPick={setConnection} />
        </Field>
        <Field label="Masked as">
          <Select
            choices={AUDIENCES}
            value={as}
            onChange={({ target }) => setAs(target.value === "me" ? "me" : "anyone")}
          />
        </Field>
      </div>
      <Field
        label="Columns"
        optional
        error={wasSent ? objection : null}
        help="One a line, as schema.table.column. Without any, the columns that the rules protect."
      >
        <Textarea
          rows={3}
          spellCheck={false}
          maxLength={TYPED_CHARACTERS_MAX}
          className="font-mono"
          placeholder="public.customers.email"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      <p className="text-sm text-muted">
        The agent reads {PROBE_LIMITS.rowsOfTableMax} rows of each table, in read-only transactions
        that are rolled back, and tries up to {PROBE_LIMITS.attacksOfColumnMax} statements on each
        of at most {PROBE_LIMITS.columnsMax} columns. No value leaves the target’s network.
      </p>
      {start.error && <RefusalNote {...refusalOf(start.error)} />}
      <Button type="submit" variant="primary" icon={Crosshair} disabled={start.isPending}>
        Attack
      </Button>
    </form>
  );
}

function ConnectionField(props: {
  readonly value: string;
  readonly onPick: (name: string) => void;
}) {
  const [search, setSearch] = useState("");
  const { data } = useQuery({
    ...useTRPC().connections.list.queryOptions({ search, usable: true, limit: FOUND_MAX }),
    placeholderData: (before) => before,
  });
  const found = data?.rows.map(({ name }) => name) ?? [];
  return (
    <SearchPicker
      label="Connection"
      {...props}
      found={found}
      more={Math.max(0, (data?.total ?? 0) - found.length)}
      nothing="There is no such connection."
      disabled={false}
      onSearch={setSearch}
    />
  );
}
