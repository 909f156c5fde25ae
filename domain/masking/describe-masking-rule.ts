import { scopeInWords } from "../guardrails/describe-guardrail";
import { counted, listInWords } from "../requests/words";
import { customKindOf } from "./custom/custom-kind";
import { MASK_KINDS, type MaskKind, placeholderOf } from "./masking-rule";
import { REPLACEMENTS, type Replacement } from "./replacements/replacement";
import type { MaskingRule, Switch } from "./written-rule";

const NAMED_MAX = 4;

export const KIND_WORDS: Readonly<Record<MaskKind, string>> = {
  ...{ email: "e-mail addresses", ssn: "social security numbers", card: "card numbers" },
  ...{ iban: "IBANs", phone: "phone numbers", ip: "IP addresses" },
  ...{ jwt: "signed tokens (JWT)", pem: "private keys", apikey: "API keys" },
  ...{ mac: "MAC addresses", nir: "French social security numbers" },
  ...{ dni: "Spanish identity numbers", nino: "British national insurance numbers" },
  ...{ codice: "Italian tax codes", cpf: "Brazilian tax numbers (CPF)" },
  ...{ cnpj: "Brazilian company numbers (CNPJ)", aadhaar: "Aadhaar numbers" },
  ...{ sin: "Canadian social insurance numbers", nhs: "NHS numbers" },
  ...{ login: "passwords in addresses", vat: "European VAT numbers" },
  ...{ taxid: "German tax numbers", bsn: "Dutch citizen numbers (BSN)" },
  ...{ ahv: "Swiss social security numbers" },
  ...{ bic: "bank codes (BIC)", birthdate: "dates of birth" },
  ...{ passport: "passport numbers", licence: "driver's licence numbers" },
  ...{ wallet: "cryptocurrency addresses", mbi: "US Medicare numbers" },
  personid: "Chinese, Korean, Swedish and Mexican personal numbers",
};

const BUILT_IN: Readonly<Record<Switch, string>> = {
  on: "masks the built-in columns",
  off: "does not mask the built-in columns",
};

const REPLACED: Readonly<Record<Replacement, string>> = {
  ...{ redact: "redacts", partial: "shows a part of", hash: "shows a hash of" },
  ...{ fake: "makes up", null: "shows NULL instead of" },
};

type Described = Pick<
  MaskingRule,
  | "scope"
  | "columns"
  | "comparisons"
  | "comparisonsPerDay"
  | "detectors"
  | "replacements"
  | "kinds"
  | "builtInColumns"
  | "exemptGroups"
>;

/** What the rule means, in one sentence. */
export function describeMaskingRule(rule: Described): string {
  const { scope, builtInColumns, exemptGroups } = rule;
  const columns = rule.columns.map(({ schema, table, column }) => `${schema}.${table}.${column}`);
  const parts = [
    ...(columns.length > 0 ? [`masks ${listInWords(columns, "and", NAMED_MAX)}`] : []),
    ...(builtInColumns === null ? [] : [BUILT_IN[builtInColumns]]),
    ...saidOfComparisons(rule),
    ...saidOfDetectors(rule, "on", "looks for"),
    ...saidOfDetectors(rule, "off", "does not look for"),
    ...saidOfKinds(rule),
    ...saidOfReplacements(rule),
  ];
  const what = parts.length > 0 ? parts.join("; ") : "says nothing yet";
  const but =
    exemptGroups.length > 0
      ? ` (not masked by it: people in ${listInWords(exemptGroups, "or")})`
      : "";
  return `On ${scopeInWords(scope)}: ${what}${but}.`;
}

/** Said only where there is something to compare. */
function saidOfComparisons(rule: Described): string[] {
  const { columns, comparisons, comparisonsPerDay, builtInColumns } = rule;
  if (columns.length === 0 && builtInColumns !== "on") return [];
  switch (comparisons) {
    case "allow":
      return [];
    case "count":
      return [
        `lets each person compare them in ${counted(comparisonsPerDay ?? 0, "command")} a day`,
      ];
    case "approve":
      return ["has comparisons of them approved"];
    case "refuse":
      return ["refuses to compare them"];
  }
}

function saidOfDetectors({ detectors }: Described, said: Switch, verb: string): string[] {
  const kinds = MASK_KINDS.filter((kind) => detectors[kind] === said);
  const joint = said === "on" ? "and" : "or";
  if (kinds.length === 0) return [];
  return [
    `${verb} ${listInWords(
      kinds.map((kind) => KIND_WORDS[kind]),
      joint,
    )}`,
  ];
}

function saidOfKinds({ kinds }: Described): string[] {
  if (kinds.length === 0) return [];
  const names = kinds.map(({ name }) => placeholderOf(customKindOf(name)));
  return [`masks ${listInWords(names, "and")}, which it defines`];
}

function saidOfReplacements({ replacements }: Described): string[] {
  return REPLACEMENTS.flatMap((how) => {
    const kinds = MASK_KINDS.filter((kind) => replacements[kind] === how);
    if (kinds.length === 0) return [];
    const words = kinds.map((kind) => KIND_WORDS[kind]);
    return [`${REPLACED[how]} ${listInWords(words, "and")}`];
  });
}
