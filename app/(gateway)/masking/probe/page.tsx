import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page, Panel } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { ProbeForm } from "./probe-form";
import { ProbesTable } from "./probes-table";

export const metadata: Metadata = { title: "Probe" };

export default async function ProbesPage(props: {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const me = await onlyFor("masking:see");
  const { probes } = await api();
  const { connection = "" } = await props.searchParams;
  const named = typeof connection === "string" ? connection : "";
  const { rows } = await ask(probes.list({ connection: named === "" ? null : named }));
  return (
    <Page
      title="Probe"
      description="Attacks masking rules on a target that is really there, and says what leaks."
      back={{ href: "/masking", label: "Masking" }}
    >
      <div className="space-y-4">
        {me.permissions.includes("masking:manage") && (
          <Panel title="Attack">
            <Calls>
              <ProbeForm connection={named} />
            </Calls>
          </Panel>
        )}
        <ProbesTable rows={rows} connection={named} />
      </div>
    </Page>
  );
}
