import { Check, Clock, X } from "lucide-react";
import { Badge } from "@/ui/badge";
import { classes } from "@/ui/classes";
import { Time } from "@/ui/time";
import { askedWords, missingWords, namesOf, type RequestDetail } from "./request-words";

/** Which rule asked for what, and whether it has it; of a forced request nobody was asked. */
export function Demands({ demands, forced }: Pick<RequestDetail, "demands" | "forced">) {
  return (
    <ul className="space-y-2 text-sm">
      {demands.map((demand) => {
        const Icon = demand.isMet ? Check : Clock;
        return (
          <li key={demand.rule} className="flex items-start gap-2">
            <Icon
              aria-hidden
              className={classes("mt-0.5 size-4 shrink-0", demand.isMet ? "text-ok" : "text-warn")}
            />
            <div className="min-w-0">
              <p className="font-medium break-words">{demand.rule}</p>
              <p className="text-muted">
                asks for {askedWords(demand)} ·{" "}
                <span className={demand.isMet ? "text-ok" : "text-warn"}>
                  {forced ? "nobody was asked: the glass was broken" : missingWords(demand)}
                </span>
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

type VotesProps = Pick<RequestDetail, "votes" | "revision">;

export function Votes({ votes, revision }: VotesProps) {
  return (
    <ul className="space-y-2 text-sm">
      {votes.map((vote) => {
        const isApproval = vote.verdict === "approve";
        const Icon = isApproval ? Check : X;
        return (
          <li key={`${vote.name}-${vote.at.getTime()}`} className="flex items-start gap-2">
            <Icon
              aria-hidden
              className={classes("mt-0.5 size-4 shrink-0", isApproval ? "text-ok" : "text-bad")}
            />
            <div className="min-w-0">
              <p>
                <b className="font-medium">{vote.name}</b> {isApproval ? "approved" : "rejected"}{" "}
                <span className="text-muted">
                  <Time at={vote.at} />
                  {vote.via !== "web" && ` by ${vote.via}`}
                </span>{" "}
                {vote.revision !== revision && <Badge>an earlier text</Badge>}
              </p>
              {vote.reason !== "" && (
                <p className="break-words whitespace-pre-wrap text-muted">{vote.reason}</p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Who may decide it now and has not. */
export function WaitingFor({ request }: { readonly request: RequestDetail }) {
  const { waitingFor, state, isOwn, requester } = request;
  if (state === "proposed") {
    return <p className="text-sm">Waiting for {isOwn ? "you" : requester.name} to accept it.</p>;
  }
  if (waitingFor.length === 0) {
    return (
      <p className="text-sm text-warn">
        Nobody can approve it now: the groups that may have no other active member. Tell an admin.
      </p>
    );
  }
  const title = waitingFor.map(({ name, email }) => `${name} <${email}>`).join("\n");
  return (
    <p className="text-sm" title={title}>
      {namesOf(waitingFor)} may decide.
    </p>
  );
}
