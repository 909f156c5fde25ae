import type { RuleScope } from "../requests/access-rule";
import { counted, listInWords } from "../requests/words";
import type { StatementKind } from "../statements/facts";
import {
  type BareCriterion,
  type Criterion,
  type FactCriterion,
  isAboutPlan,
  isAboutResults,
  isBare,
  type PlanCriterion,
  type ResultCriterion,
} from "./criteria/criterion";
import type { RelationAccess } from "./criteria/relations";
import type { TimeCriterion, Weekday } from "./criteria/time";
import { type Guardrail, type GuardrailAction, isAboutAll } from "./guardrail";

const NAMED_MAX = 4;

const ACTIONS: Readonly<Record<GuardrailAction, string>> = {
  block: "Blocks",
  redact: "Replaces parts of",
  warn: "Warns of",
  "require-approval": "Asks for an approval of",
};

/** What the rule means, in one sentence. */
export function describeGuardrail({
  action,
  criteria,
  scope,
}: Pick<Guardrail, "action" | "criteria" | "scope">): string {
  const what = listInWords(criteria.map(describeCriterion), "and");
  const of = criteria.some(isAboutResults) ? "result" : "statement";
  return `${ACTIONS[action]} a ${of} that ${what || "says nothing yet"}, on ${scopeInWords(scope)}.`;
}

export function scopeInWords(scope: RuleScope): string {
  if (isAboutAll(scope)) return "every connection";
  const named = scope.connections.length > 0 ? [someOf(scope.connections)] : [];
  const tagged = scope.tags.length > 0 ? [`a connection tagged ${someOf(scope.tags)}`] : [];
  return listInWords([...named, ...tagged], "or");
}

/** Behind "a statement that", or "a result that". */
export function describeCriterion(criterion: Criterion): string {
  if (isBare(criterion)) return BARE_WORDS[criterion.kind];
  if (isAboutResults(criterion)) return resultInWords(criterion);
  if (isAboutPlan(criterion)) return planInWords(criterion);
  return factsInWords(criterion);
}

function factsInWords(criterion: FactCriterion): string {
  switch (criterion.kind) {
    case "statement-kinds":
      return `is ${
        listInWords(
          criterion.kinds.map((kind) => KINDS[kind]),
          "or",
        ) || "of no kind"
      }`;
    case "relations":
      return `${ACCESSES[criterion.access]} ${namesOr(criterion.names, "no relation")}`;
    case "no-limit":
      return `reads ${namesOr(criterion.names, "any relation")} without LIMIT`;
    case "joins":
      return `joins more than ${counted(criterion.joinsMax, "time")}`;
    case "calls":
      return `calls ${namesOr(criterion.names, "no function")}`;
    case "time":
      return timeInWords(criterion);
  }
}

function planInWords(criterion: PlanCriterion): string {
  switch (criterion.kind) {
    case "plan-cost":
      return `costs more than ${criterion.costMax} by its plan`;
    case "plan-rows":
      return `gives back or changes more than ${counted(criterion.rowsMax, "row")} by its plan`;
    case "plan-scan":
      return `reads all of a table of more than ${counted(criterion.rowsMax, "row")}`;
  }
}

function resultInWords(criterion: ResultCriterion): string {
  const how = criterion.ignoreCase ? ", in capitals or not" : "";
  if (criterion.kind === "result-pattern") {
    return `contains what the pattern ${criterion.pattern || "(none)"} describes${how}`;
  }
  return `contains ${namesOr(criterion.words, "no word")}${how}`;
}

const BARE_WORDS: Readonly<Record<BareCriterion["kind"], string>> = {
  "every-row": "updates or deletes every row",
  "several-statements": "is sent together with others",
  "unknown-calls": "calls a function of which nobody knows what it does",
  unparsed: "cannot be parsed",
};

function namesOr(names: readonly string[], nothing: string): string {
  return names.length === 0 ? nothing : someOf(names);
}

const KINDS: Readonly<Record<StatementKind, string>> = {
  read: "a read",
  write: "a write",
  schema: "a change of the schema",
  privilege: "a change of privileges",
  transaction: "transaction control",
  utility: "a utility statement",
  unknown: "of unknown effect",
};

const ACCESSES: Readonly<Record<RelationAccess, string>> = {
  any: "touches",
  read: "reads",
  write: "writes",
};

const DAYS: Readonly<Record<Weekday, string>> = {
  ...{ mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday" },
  ...{ sat: "Saturday", sun: "Sunday" },
};

function timeInWords({ when, days, from, to, zone }: TimeCriterion): string {
  const named =
    days.length === 7
      ? "any day"
      : listInWords(
          days.map((day) => DAYS[day]),
          "or",
        );
  const outside = when === "outside" ? "not " : "";
  return `comes ${outside}between ${from} and ${to} (${zone}) on ${named}`;
}

function someOf(words: readonly string[]): string {
  return listInWords(words, "or", NAMED_MAX);
}
