import type { TargetColumn } from "../masking/lineage/judge-comparing";

/**
 * What an approval binds. Its digest is made when the request is made and again when it is run: when
 * they differ, the request is void, and the difference is what is said.
 */
export interface Contract {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly connectionId: string;
  readonly connectionVersion: number;
  /** The account in the target. */
  readonly targetUser: string;
  readonly requesterId: string;
  /** `rule id@version`, sorted. */
  readonly rules: readonly string[];
  readonly affectedRowsMax: number | null;
  /** Masked columns that it may compare, with the rules that ask for the approval; absent: none. */
  readonly compares?: readonly ContractColumn[];
}

export interface ContractColumn extends TargetColumn {
  readonly rules: readonly string[];
}

type Field = Exclude<keyof Contract, "compares">;

const CHANGED: Readonly<Record<Field, string>> = {
  command: "the command is another one",
  parameters: "its parameters changed",
  environment: "its environment changed",
  connectionId: "the connection is another one",
  connectionVersion: "the connection was changed",
  targetUser: "the account in the target changed",
  requesterId: "somebody else asked for it",
  rules: "the access rules changed",
  affectedRowsMax: "the row ceiling changed",
};
const FIELDS = Object.keys(CHANGED) as Field[];

/**
 * One text for one contract: fields in a fixed order, keys sorted. What is hashed. A contract without
 * comparisons has the text that it had before there were any.
 */
export function canonicalContract(contract: Contract): string {
  const environment = Object.entries(contract.environment).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields = FIELDS.map((field) => (field === "environment" ? environment : contract[field]));
  const { compares = [] } = contract;
  return JSON.stringify(
    compares.length === 0 ? fields : [...fields, compares.map(canonicalColumn)],
  );
}

function canonicalColumn({ schema, table, column, rules }: ContractColumn): readonly unknown[] {
  return [schema, table, column, rules];
}

/** What is not as it was approved, in words; empty when all is. */
export function changesOf(approved: Contract, now: Contract): readonly string[] {
  const text = (contract: Contract, field: Field) => {
    const value = contract[field];
    return field === "environment"
      ? JSON.stringify(Object.entries(value ?? {}).sort())
      : JSON.stringify(value);
  };
  return FIELDS.filter((field) => text(approved, field) !== text(now, field)).map(
    (field) => CHANGED[field],
  );
}
