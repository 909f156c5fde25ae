import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { api } from "@/server/api/caller";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { ReviewPage } from "./review-page";

export const metadata: Metadata = { title: "Access review" };

export default async function AccessReviewPage(props: {
  readonly params: Promise<{ id: string }>;
}) {
  const { id } = await props.params;
  if (!/^rev_[0-9a-z]{1,36}$/.test(id)) notFound();
  const { account, reviews } = await api();
  const [me, review, items] = await Promise.all([
    ask(account.me()),
    ask(reviews.get({ id })),
    ask(reviews.items({ id })),
  ]);
  return (
    <Calls>
      <ReviewPage
        initial={review}
        initialItems={items}
        mayManage={me.permissions.includes("reviews:manage")}
      />
    </Calls>
  );
}
