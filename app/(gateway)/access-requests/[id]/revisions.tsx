import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { RevisionChange } from "../proposal";
import type { RequestDetail } from "../request-words";

/** Every text it had and what each edit changed, the newest first; nothing where nobody edited. */
export function Revisions({ request: { revisions } }: { readonly request: RequestDetail }) {
  if (revisions.length < 2) return null;
  const changes = revisions
    .slice(1)
    .map((after, at) => ({ after, before: revisions[at] ?? after }))
    .reverse();
  return (
    <Panel title="Revisions" description="What was edited, by whom. Votes count for one text only.">
      <ol className="space-y-3">
        {changes.map(({ before, after }) => (
          <li key={after.number} className="space-y-1.5">
            <p className="text-sm text-muted">
              <b className="font-medium text-ink">{after.byName}</b> edited it{" "}
              <Time at={after.at} />
            </p>
            <RevisionChange
              before={before}
              after={after}
              title={`Revision ${before.number} → ${after.number}`}
            />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
