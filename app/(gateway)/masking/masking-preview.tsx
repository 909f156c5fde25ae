"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { describeMaskingRule } from "@/domain/masking/describe-masking-rule";
import { MASKING_LIMITS } from "@/domain/masking/written-rule";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Field, Input, Textarea } from "@/ui/field";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { GroupPicker } from "../access-rules/asked-fields";
import type { MaskingBody } from "./masking-draft";

type Answer = Outputs["masking"]["preview"];
const SAMPLE_CHARACTERS_MAX = 20_000;
const FIRST = {
  ...{ schema: "public", table: "customers" },
  sample: "id,email,note\n1,ada@example.com,called from 192.0.2.7",
};

interface MaskingPreviewProps {
  /** `null` for a new one. */
  readonly id: string | null;
  readonly body: MaskingBody;
  readonly groups: readonly string[];
}

/** What it means as it stands in the form, and what somebody would see of pasted rows. */
export function MaskingPreview({ id, body, groups }: MaskingPreviewProps) {
  const [asked, setAsked] = useState(FIRST);
  const [seenBy, setSeenBy] = useState<readonly string[]>([]);
  const preview = useMutation(useTRPC().masking.preview.mutationOptions());
  const connection = body.scope.connections[0] ?? null;
  const send = () => preview.mutate({ id, rule: body, connection, groups: [...seenBy], ...asked });
  return (
    <Panel
      title="What it means"
      description="Tried on rows that you paste, together with the other rules of its first connection. Nothing is read or kept."
    >
      <div className="space-y-4 text-sm">
        <p aria-live="polite" className="break-words">
          {describeMaskingRule(body)}
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          {(["schema", "table"] as const).map((part) => (
            <Field
              key={part}
              label={part === "schema" ? "Schema of the rows" : "Table of the rows"}
            >
              <Input
                value={asked[part]}
                autoComplete="off"
                maxLength={MASKING_LIMITS.globCharactersMax}
                onChange={({ target }) => setAsked({ ...asked, [part]: target.value })}
              />
            </Field>
          ))}
        </div>
        <Field label="Seen by people in" optional help="None chosen: somebody in no group.">
          <GroupPicker groups={groups} value={seenBy} onChange={setSeenBy} />
        </Field>
        <Field label="Rows to try" help="CSV; the first line names the columns.">
          <Textarea
            rows={4}
            spellCheck={false}
            maxLength={SAMPLE_CHARACTERS_MAX}
            className="font-mono"
            value={asked.sample}
            onChange={({ target }) => setAsked({ ...asked, sample: target.value })}
          />
        </Field>
        <Button busy={preview.isPending} onClick={send}>
          Try it
        </Button>
        {preview.error && <RefusalNote {...refusalOf(preview.error)} />}
        {preview.data && <Shown answer={preview.data} />}
      </div>
    </Panel>
  );
}

const CELL = "max-w-60 truncate px-2 py-1 text-left align-top whitespace-nowrap";

function Shown({ answer: { columns, rows } }: { readonly answer: Answer }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section aria-label="Rows as they would be shown" tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse font-mono text-xs">
        <thead>
          <tr className="border-b border-line">
            {columns.map(({ name }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name and never move.
              <th key={index} scope="col" className={CELL}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sample is never sorted.
            <tr key={index} className="border-b border-line-soft">
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells never move.
                <td key={at} className={CELL}>
                  {cell ?? <span className="text-muted">NULL</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
