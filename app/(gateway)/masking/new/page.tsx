import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { firstDraft } from "../first-draft";
import { MaskingForm } from "../masking-form";

export const metadata: Metadata = { title: "New masking rule" };

type Search = Readonly<Record<string, string | string[] | undefined>>;

export default async function NewMaskingRulePage(props: {
  readonly searchParams: Promise<Search>;
}) {
  await onlyFor("masking:manage");
  const { people } = await api();
  const groups = await ask(people.groups());
  return (
    <Page
      title="New masking rule"
      description="It masks from the very next command on."
      width="narrow"
      back={{ href: "/masking", label: "Masking" }}
    >
      <Calls>
        <MaskingForm
          stored={null}
          first={firstDraft(await props.searchParams)}
          groups={groups.rows.map(({ name }) => name)}
        />
      </Calls>
    </Page>
  );
}
