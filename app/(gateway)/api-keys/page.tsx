import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { CreateKey } from "./create-key";
import { KeysTable } from "./keys-table";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const { account, apiKeys } = await api();
  const [me, first] = await Promise.all([ask(account.me()), ask(apiKeys.list({}))]);
  const mayCreate = me.permissions.includes("apiKeys:own");
  const givesAny = me.permissions.includes("apiKeys:manage");
  const create = mayCreate && <CreateKey groups={givesAny ? "all" : me.groups} />;

  return (
    <Calls>
      <Page
        title="API keys"
        description="For programs: a key can do what its scopes say, and never more than its maker."
        actions={create}
      >
        <KeysTable first={first} showMaker={me.permissions.includes("apiKeys:seeAll")}>
          {create}
        </KeysTable>
      </Page>
    </Calls>
  );
}
