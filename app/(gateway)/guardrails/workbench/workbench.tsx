"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Inputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Field, Input, Select, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../../calls";
import { chosen } from "../criterion-words";
import { textsToTry } from "../guardrail-draft";
import { readJson } from "../read-json";
import { Comparison } from "./comparison";

type Asked = Inputs["guardrails"]["compare"];
type SourceKind = Asked["source"]["kind"];
/** As the gateway takes them; one statement more is sent, so that too many are refused and not cut. */
const LIMITS = { statementsMax: 500, charactersMax: 200_000 } as const;
const SOURCES = [
  { value: "corpus", label: "The built-in corpus of bypasses" },
  { value: "pasted", label: "Pasted statements" },
  { value: "sessions", label: "Sessions of the last month" },
] as const satisfies readonly { readonly value: SourceKind; readonly label: string }[];
const SOURCE_HELP = {
  corpus: "PostgreSQL statements that are easily taken for something else.",
  pasted: "Written below.",
  sessions:
    "Each statement once, each under the guardrails of its own connection. Reading them is in the audit trail.",
} as const satisfies Record<SourceKind, string>;

interface Written {
  readonly source: SourceKind;
  readonly texts: string;
  readonly connection: string;
  readonly rules: string;
}

/** `document`: the guardrails there are, as an export, to be edited. */
export function Workbench({ document }: { readonly document: string }) {
  const [written, setWritten] = useState<Written>({
    ...{ source: "corpus", texts: "", connection: "", rules: document },
  });
  const [objection, setObjection] = useState<{ rules?: string; texts?: string }>({});
  const compare = useMutation(useTRPC().guardrails.compare.mutationOptions());
  const change = (by: Partial<Written>) => setWritten({ ...written, ...by });

  function send(event: FormEvent) {
    event.preventDefault();
    const rules = readJson(written.rules);
    const texts = textsToTry(written.texts, LIMITS.statementsMax + 1);
    const isEmpty = written.source === "pasted" && texts.length === 0;
    setObjection({
      ...(rules === undefined && { rules: "This is not JSON." }),
      ...(isEmpty && { texts: "Paste a statement." }),
    });
    if (rules !== undefined && !isEmpty) compare.mutate(askedOf(written, texts, rules));
  }
  return (
    <div className="space-y-4">
      <form onSubmit={send} noValidate>
        <Panel>
          <div className="grid gap-4 lg:grid-cols-2">
            <StatementFields written={written} objection={objection.texts} change={change} />
            <Field
              label="Edited guardrails"
              help="An export, in place of all guardrails there are. It begins as they are now."
              error={objection.rules}
            >
              <Textarea
                rows={12}
                spellCheck={false}
                className="font-mono"
                value={written.rules}
                onChange={({ target }) => change({ rules: target.value })}
              />
            </Field>
          </div>
          <div className="mt-4 flex justify-end">
            <Button type="submit" variant="primary" busy={compare.isPending}>
              Compare
            </Button>
          </div>
        </Panel>
      </form>
      {compare.error && <RefusalNote {...refusalOf(compare.error)} />}
      {compare.data && <Comparison key={compare.submittedAt} answer={compare.data} />}
      {compare.isIdle && <Note>Edit a guardrail, then compare: what changes comes first.</Note>}
    </div>
  );
}

function askedOf(written: Written, statements: string[], rules: unknown): Asked {
  const { source, connection } = written;
  const isOnOwn = source === "sessions" || connection.trim() === "";
  return {
    source: source === "pasted" ? { kind: source, statements } : { kind: source },
    // What it holds is the gateway's to check: it refuses what it does not know.
    edited: { kind: "document", document: rules as Inputs["guardrails"]["import"] },
    connection: isOnOwn ? null : connection.trim(),
  };
}

interface StatementFieldsProps {
  readonly written: Written;
  readonly objection: string | undefined;
  readonly change: (by: Partial<Written>) => void;
}

function StatementFields({ written, objection, change }: StatementFieldsProps) {
  const { source, texts, connection } = written;
  return (
    <div className="space-y-4">
      <Field label="Statements" help={SOURCE_HELP[source]}>
        <Select
          choices={SOURCES}
          value={source}
          onChange={({ target }) =>
            chosen(SOURCES, target.value, (next) => change({ source: next }))
          }
        />
      </Field>
      {source === "pasted" && (
        <Field label="To try" help="A blank line between two." error={objection}>
          <Textarea
            rows={6}
            spellCheck={false}
            maxLength={LIMITS.charactersMax}
            className="font-mono"
            value={texts}
            onChange={({ target }) => change({ texts: target.value })}
          />
        </Field>
      )}
      {source !== "sessions" && (
        <Field
          label="On connection"
          optional
          help="Its name. Without one, all guardrails that are in force anywhere."
        >
          <Input
            value={connection}
            maxLength={64}
            autoComplete="off"
            onChange={({ target }) => change({ connection: target.value })}
          />
        </Field>
      )}
    </div>
  );
}
