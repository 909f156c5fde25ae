"use client";
import { Check, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { STATEMENT_KINDS } from "@/domain/statements/facts";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Time } from "@/ui/time";
import { VerdictBadge } from "../review-badges";
import type { ItemRow } from "./review-page";

interface ReviewItemProps {
  readonly item: ItemRow;
  readonly mayDecide: boolean;
  readonly showsGroups: boolean;
  readonly onKeep: () => void;
  readonly onRevoke: () => void;
}

/** One person: who, what they did with it, and what is decided. */
export function ReviewItem(props: ReviewItemProps) {
  const { item, mayDecide, showsGroups, onKeep, onRevoke } = props;
  const canDecide = mayDecide && item.objection === null;

  function onKeyDown(event: KeyboardEvent<HTMLLIElement>) {
    if (!canDecide || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.key === "K" ? onKeep : event.key.toLowerCase() === "r" ? onRevoke : null;
    if (act === null) return;
    event.preventDefault();
    act();
    const { nextElementSibling: next } = event.currentTarget;
    if (act === onKeep && next instanceof HTMLElement) next.focus();
  }

  return (
    <li
      data-person={item.number}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: j and k walk from row to row; keys decide there.
      tabIndex={0}
      onKeyDown={onKeyDown}
      aria-label={item.name}
      className="grid gap-x-4 gap-y-2 px-4 py-3 text-sm -outline-offset-2 focus-visible:bg-hover sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] sm:items-center"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-1.5 font-medium">
          <span className="truncate">{item.name}</span>
          {item.status === "inactive" && <Badge tone="warn">inactive</Badge>}
        </p>
        <p className="truncate text-xs text-muted" title={item.email}>
          {item.email}
        </p>
        <Origin item={item} showsGroups={showsGroups} />
      </div>
      <Usage item={item} />
      <div className="flex flex-wrap items-center gap-2 sm:justify-end">
        {canDecide ? (
          <Choice item={item} onKeep={onKeep} onRevoke={onRevoke} />
        ) : (
          <Said item={item} mayDecide={mayDecide} />
        )}
      </div>
      {item.reason !== "" && (
        <p className="text-xs break-words text-muted sm:col-span-3">
          <span className="font-medium">{item.decidedByName}:</span> {item.reason}
        </p>
      )}
    </li>
  );
}

/** By which groups they have it, and which of them the provider decides. */
function Origin({ item, showsGroups }: Pick<ReviewItemProps, "item" | "showsGroups">) {
  const provided = item.groups.some(({ sources }) => sources.includes("idp"));
  if (!showsGroups && !provided && !item.byRole) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      {item.byRole && <Badge tone="info">by role</Badge>}
      {showsGroups && item.groups.map(({ name }) => <Badge key={name}>{name}</Badge>)}
      {provided && <Badge tone="info">from the identity provider</Badge>}
    </p>
  );
}

function Usage({ item }: Pick<ReviewItemProps, "item">) {
  const { lastUsedAt, sessions, kinds } = item;
  return (
    <div className="min-w-0 text-muted">
      <p>
        {lastUsedAt === null ? (
          <span className="text-warn">Never used</span>
        ) : (
          <>
            Last used <Time at={lastUsedAt} />
          </>
        )}
        {" · "}
        <span className="tabular">
          {formatCount(sessions)} {sessions === 1 ? "session" : "sessions"}
        </span>
      </p>
      {sessions > 0 && (
        <p className="tabular text-xs">
          {STATEMENT_KINDS.filter((kind) => kinds[kind] !== undefined)
            .map((kind) => `${formatCount(kinds[kind] ?? 0)} ${kind}`)
            .join(" · ")}
        </p>
      )}
    </div>
  );
}

function Choice({ item, onKeep, onRevoke }: Pick<ReviewItemProps, "item" | "onKeep" | "onRevoke">) {
  const { verdict, name } = item;
  return (
    <>
      <Button
        size="sm"
        icon={Check}
        aria-pressed={verdict === "keep"}
        aria-label={`Keep ${name}`}
        onClick={onKeep}
        className={verdict === "keep" ? "border-ok-line! bg-ok-soft! text-ok!" : ""}
      >
        Keep
      </Button>
      <Button
        size="sm"
        icon={X}
        aria-pressed={verdict === "revoke"}
        aria-label={`Revoke ${name}`}
        onClick={onRevoke}
        className={verdict === "revoke" ? "border-bad-line! bg-bad-soft! text-bad!" : ""}
      >
        Revoke
      </Button>
    </>
  );
}

const WHY_NOT = {
  "own-access": "Yours: somebody else decides",
  "given-by-role": "Their role gives it",
  "not-open": "Not decided",
} as const;

/** What is decided or came of it; for those who cannot decide, why not. */
function Said({ item, mayDecide }: Pick<ReviewItemProps, "item" | "mayDecide">) {
  const { verdict, outcome } = item;
  const isNews = outcome !== null && outcome.kind !== "kept" && outcome.kind !== "by-role";
  const tone = outcome?.kind === "not-removed" ? "text-bad" : "text-muted";
  const words = isNews ? outcome.words : whyNot(item, mayDecide);
  return (
    <>
      {words !== null && <span className={`max-w-72 text-xs break-words ${tone}`}>{words}</span>}
      {verdict && <VerdictBadge verdict={verdict} />}
    </>
  );
}

function whyNot({ byRole, objection, verdict }: ItemRow, mayDecide: boolean): string | null {
  if (byRole) return WHY_NOT["given-by-role"];
  if (mayDecide && objection !== null) return WHY_NOT[objection];
  return verdict === null ? WHY_NOT["not-open"] : null;
}
