import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { api } from "@/server/api/caller";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { readAskedDecision } from "./asked-decision";
import { RequestPage } from "./request-page";

export const metadata: Metadata = { title: "Access request" };

export default async function AccessRequestPage(props: {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { id } = await props.params;
  if (!/^req_[0-9a-z]{1,36}$/.test(id)) notFound();
  const me = await onlyFor("requests:see");
  const { requests } = await api();
  const request = await ask(requests.get({ id }));
  const { name, email, permissions } = me;
  return (
    <Calls>
      <RequestPage
        initial={request}
        asked={readAskedDecision(await props.searchParams)}
        reader={{
          name,
          email,
          seesSessions: permissions.includes("sessions:see"),
          seesAllSessions: permissions.includes("sessions:seeAll"),
          seesConnections: permissions.includes("connections:see"),
        }}
      />
    </Calls>
  );
}
