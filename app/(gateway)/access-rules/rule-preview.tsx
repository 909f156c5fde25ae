"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { describeRule } from "@/domain/requests/describe-rule";
import type { Inputs, Outputs } from "@/server/api/root";
import { formatCount } from "@/ui/bytes";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";

type Body = Inputs["accessRules"]["preview"];
type Answer = Outputs["accessRules"]["preview"];
/** How long typing must rest before the gateway is asked. */
const REST_MS = 250;

/** What the rule means as it stands in the form, and whom it would mean today. */
export function RulePreview({ body }: { readonly body: Body }) {
  const { data, error, isPending } = usePreview(body);
  return (
    <Panel title="What it means" description="As people and connections are now.">
      <div className="space-y-3 text-sm">
        <p aria-live="polite" className="break-words">
          {describeRule(body)}
        </p>
        {error && <RefusalNote {...refusalOf(error)} />}
        {data === undefined && isPending && <p className="text-muted">Looking …</p>}
        {data && <Today answer={data} />}
      </div>
    </Panel>
  );
}

function Today({ answer }: { readonly answer: Answer }) {
  const { faults, approvers, connections } = answer;
  return (
    <>
      {faults.length > 0 && (
        <Note tone="warn">
          <ul className="space-y-1">
            {faults.map(({ because }) => (
              <li key={because}>{because}</li>
            ))}
          </ul>
        </Note>
      )}
      <Named
        title="Could approve today"
        names={approvers.rows.map(({ name, groups }) => `${name} (${groups.join(", ")})`)}
        total={approvers.total}
      />
      <Named title="Connections today" names={connections.names} total={connections.total} />
    </>
  );
}

interface NamedProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly total: number;
}

function Named({ title, names, total }: NamedProps) {
  const more = total - names.length;
  return (
    <div>
      <h3 className="font-medium">
        {title} <span className="tabular font-normal text-muted">{formatCount(total)}</span>
      </h3>
      <p className="break-words text-muted">
        {total === 0 ? "None." : names.join(", ")}
        {more > 0 && ` and ${formatCount(more)} more`}
      </p>
    </div>
  );
}

/** Asks again when what is typed rests; the last answer stays until the next is there. */
function usePreview(body: Body) {
  const [answer, setAnswer] = useState<Answer>();
  const latest = useRef("");
  const { mutate, error, isPending } = useMutation(
    useTRPC().accessRules.preview.mutationOptions({
      onSuccess: (next, about) => {
        // An answer about what was typed before may come last.
        if (JSON.stringify(about) === latest.current) setAnswer(next);
      },
    }),
  );
  const asked = JSON.stringify(body);
  useEffect(() => {
    const timer = setTimeout(() => {
      latest.current = asked;
      mutate(JSON.parse(asked));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [mutate, asked]);
  return { data: answer, error, isPending };
}
