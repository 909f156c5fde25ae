import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ask, askOrNull } from "../../../ask";
import { Calls } from "../../../calls";
import type { Search } from "../filter";
import { SessionPage } from "./session-page";

export const metadata: Metadata = { title: "Session" };

interface SessionRouteProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Search>;
}

export default async function SessionRoute({ params, searchParams }: SessionRouteProps) {
  const { id } = await params;
  const { t } = await searchParams;
  const { connections, sessions } = await api();
  const session = await ask(sessions.get({ id: id.slice(0, 40) }));
  const connection = await askOrNull(connections.get({ name: session.connection }));
  return (
    <Calls>
      <SessionPage
        initial={session}
        connection={{ isSeen: connection !== null, canRun: connection?.canRun === true }}
        startMs={readInstant(t)}
      />
    </Calls>
  );
}

/** `?t=1200` opens the replay at that millisecond. */
function readInstant(t: string | string[] | undefined): number | null {
  return typeof t === "string" && /^\d{1,9}$/.test(t) ? Number(t) : null;
}
