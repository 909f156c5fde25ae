import { Crosshair, Plus } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { onlyFor } from "../../only-for";
import { MaskingTable } from "./masking-table";

export const metadata: Metadata = { title: "Masking" };

export default async function MaskingPage() {
  const me = await onlyFor("masking:see");
  const { masking } = await api();
  const { rows } = await ask(masking.list());
  const mayManage = me.permissions.includes("masking:manage");

  return (
    <Page
      title="Masking"
      description="What is masked before it leaves a target's network. What any rule masks is masked; the order says as what."
      actions={
        <>
          <ButtonLink href="/masking/probe" icon={Crosshair}>
            Probe
          </ButtonLink>
          {mayManage && (
            <ButtonLink href="/masking/new" variant="primary" icon={Plus}>
              New masking rule
            </ButtonLink>
          )}
        </>
      }
    >
      <Calls>
        <MaskingTable rows={rows} mayManage={mayManage} />
      </Calls>
    </Page>
  );
}
