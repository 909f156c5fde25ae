import { ACCESS_MODES } from "@/domain/connections/connection";

export const WHY_LIMITS = {
  emailCharactersMax: 320,
  nameCharactersMax: 64,
  statementCharactersMax: 8_000,
} as const;

/** What the address asks: a command is in no address, it may hold values. */
export interface Question {
  readonly person: string;
  readonly connection: string;
  readonly mode: (typeof ACCESS_MODES)[number];
}

export function questionOf(word: (name: string) => string): Question {
  return {
    person: word("person").trim().slice(0, WHY_LIMITS.emailCharactersMax),
    connection: word("connection").trim().slice(0, WHY_LIMITS.nameCharactersMax),
    mode: ACCESS_MODES.find((mode) => mode === word("mode")) ?? "web",
  };
}

export function addressOf({ person, connection, mode }: Question): string {
  const asked = new URLSearchParams({ connection, mode, ...(person !== "" && { person }) });
  return `/why?${asked}`;
}

/** As the gateway is asked: what is left empty is not asked. */
export function inputOf({ person, connection, mode }: Question, statement = "") {
  return {
    ...{ connection, mode },
    ...(person !== "" && { person }),
    ...(statement.trim() !== "" && { statement }),
  };
}
