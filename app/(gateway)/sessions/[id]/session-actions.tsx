"use client";
import { SquareTerminal } from "lucide-react";
import { ButtonLink } from "@/ui/button";
import type { SessionView } from "../../../stream/session-view";
import { CopyId } from "./copy-id";
import { DownloadMenu } from "./download-menu";
import { EndSession } from "./end-session";
import type { SessionDetail } from "./session-page";

interface SessionActionsProps {
  readonly session: SessionDetail;
  readonly view: SessionView;
  /** It has ended: there is something whole to take. */
  readonly isOver: boolean;
  /** Whether this person may run something on its connection. */
  readonly canRun: boolean;
}

export function SessionActions({ session, view, isOver, canRun }: SessionActionsProps) {
  const { id, isOwner, canEnd } = session;
  return (
    <>
      <CopyId id={id} />
      {isOver && <DownloadMenu id={id} results={view.results} />}
      {isOwner && canRun && (
        <ButtonLink
          href={`/editor?connection=${encodeURIComponent(session.connection)}&session=${id}`}
          icon={SquareTerminal}
        >
          Open in the editor
        </ButtonLink>
      )}
      {canEnd && <EndSession id={id} />}
    </>
  );
}
