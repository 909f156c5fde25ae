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
}

const CHANGED: Readonly<Record<keyof Contract, string>> = {
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
const FIELDS = Object.keys(CHANGED) as (keyof Contract)[];

/** One text for one contract: fields in a fixed order, keys sorted. What is hashed. */
export function canonicalContract(contract: Contract): string {
  const environment = Object.entries(contract.environment).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    FIELDS.map((field) => (field === "environment" ? environment : contract[field])),
  );
}

/** What is not as it was approved, in words; empty when all is. */
export function changesOf(approved: Contract, now: Contract): readonly string[] {
  const text = (contract: Contract, field: keyof Contract) => {
    const value = contract[field];
    return field === "environment"
      ? JSON.stringify(Object.entries(value ?? {}).sort())
      : JSON.stringify(value);
  };
  return FIELDS.filter((field) => text(approved, field) !== text(now, field)).map(
    (field) => CHANGED[field],
  );
}
