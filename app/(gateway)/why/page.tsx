import type { Metadata } from "next";
import { api, refusalFrom } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { Calls } from "../../calls";
import { onlyFor } from "../../only-for";
import { inputOf, questionOf } from "./question";
import { type Answer, WhyDesk } from "./why-desk";

export const metadata: Metadata = { title: "Why" };

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The decision about anybody, and each reason: from the function that decides. */
export default async function WhyPage(props: { readonly searchParams: Promise<Search> }) {
  const search = await props.searchParams;
  const asked = questionOf((name) => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  });
  const { access } = await api();
  const me = await onlyFor("access:why");
  const aboutOthers = me.permissions.includes("people:see");
  const first = asked.connection === "" ? null : await answerOf(access.why(inputOf(asked)));
  return (
    <Page
      width="narrow"
      title="Why"
      description={
        aboutOthers
          ? "Whether somebody may use a connection, and every reason for it."
          : "Whether you may use a connection, and every reason for it."
      }
    >
      <Calls>
        <WhyDesk
          key={JSON.stringify(asked)}
          asked={asked}
          first={first}
          aboutOthers={aboutOthers}
        />
      </Calls>
    </Page>
  );
}

async function answerOf(answer: Promise<Extract<Answer, { kind: "answered" }>["why"]>) {
  try {
    return { kind: "answered", why: await answer } as const;
  } catch (error) {
    const refusal = refusalFrom(error);
    if (refusal === null) throw error;
    return { kind: "refused", refusal } as const;
  }
}
