import type { Metadata } from "next";
import { ACCESS_MODES } from "@/domain/connections/connection";
import { api, refusalFrom } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { onlyFor } from "../../only-for";
import { Verdict } from "./verdict";
import { WhyForm } from "./why-form";

export const metadata: Metadata = { title: "Why" };

type Search = Readonly<Record<string, string | string[] | undefined>>;
const LIMITS = { emailCharactersMax: 320, nameCharactersMax: 64, statementCharactersMax: 8_000 };

/** The decision about anybody, and each reason: from the function that decides. */
export default async function WhyPage(props: { readonly searchParams: Promise<Search> }) {
  const asked = readQuestion(await props.searchParams);
  const { access } = await api();
  const me = await onlyFor("access:why");
  const aboutOthers = me.permissions.includes("people:see");
  const answer = asked.connection === "" ? null : await answerOf(access.why(inputOf(asked)));
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
      <div className="space-y-4">
        <WhyForm key={JSON.stringify(asked)} asked={asked} aboutOthers={aboutOthers} />
        {answer?.kind === "refused" && <RefusalNote {...answer.refusal} />}
        {answer?.kind === "answered" && <Verdict why={answer.value} />}
      </div>
    </Page>
  );
}

export interface Question {
  readonly person: string;
  readonly connection: string;
  readonly mode: (typeof ACCESS_MODES)[number];
  readonly statement: string;
}

function readQuestion(search: Search): Question {
  const word = (name: string, charactersMax: number) => {
    const value = search[name];
    return typeof value === "string" ? value.trim().slice(0, charactersMax) : "";
  };
  return {
    person: word("person", LIMITS.emailCharactersMax),
    connection: word("connection", LIMITS.nameCharactersMax),
    mode: ACCESS_MODES.find((mode) => mode === word("mode", LIMITS.nameCharactersMax)) ?? "web",
    statement: word("statement", LIMITS.statementCharactersMax),
  };
}

function inputOf({ person, connection, mode, statement }: Question) {
  return {
    ...{ connection, mode },
    ...(person !== "" && { person }),
    ...(statement !== "" && { statement }),
  };
}

async function answerOf<T>(answer: Promise<T>) {
  try {
    return { kind: "answered", value: await answer } as const;
  } catch (error) {
    const refusal = refusalFrom(error);
    if (refusal === null) throw error;
    return { kind: "refused", refusal } as const;
  }
}
