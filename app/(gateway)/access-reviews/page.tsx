import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { GroupOwners } from "./group-owners";
import { ReviewsTable } from "./reviews-table";
import { StartReview } from "./start-review";

export const metadata: Metadata = { title: "Access reviews" };

const CURSOR_CHARACTERS_MAX = 60;

interface Search {
  readonly after?: string | string[];
}

export default async function ReviewsPage(props: { readonly searchParams: Promise<Search> }) {
  const { after } = await props.searchParams;
  const cursor = typeof after === "string" ? after.slice(0, CURSOR_CHARACTERS_MAX) : undefined;
  const { account, reviews } = await api();
  const [me, list] = await Promise.all([ask(account.me()), ask(reviews.list({ cursor }))]);
  const mayStart = me.permissions.includes("reviews:decide");
  const mayManage = me.permissions.includes("reviews:manage");

  return (
    <Calls>
      <Page
        title="Access reviews"
        description="Who still needs what they have: everybody is looked at, kept or revoked, and the result is evidence."
        actions={
          <>
            {mayManage && <GroupOwners />}
            {mayStart && <StartReview />}
          </>
        }
      >
        <ReviewsTable list={list} mayStart={mayStart} isFirst={cursor === undefined} />
      </Page>
    </Calls>
  );
}
