import type { Guardrail, GuardrailExample } from "./guardrail";

/** A rule of a pack: everything but where it is in force, which is chosen when the pack is taken. */
export interface PackedRule extends Pick<Guardrail, "name" | "action" | "message" | "criteria"> {
  readonly description: string;
  readonly examples: readonly GuardrailExample[];
}

export const PACK_NAMES = [
  "read-only",
  "no-ddl",
  "safe-writes",
  "pii-tables",
  "production-default",
] as const;
export type PackName = (typeof PACK_NAMES)[number];

export interface Pack {
  readonly title: string;
  readonly description: string;
  readonly rules: readonly PackedRule[];
}

const statement = (text: string, expected: GuardrailExample["expected"]): GuardrailExample => ({
  statement: text,
  expected,
});

const READ_ONLY: PackedRule = {
  name: "Only reads",
  description: "Whatever is not plainly a read is blocked.",
  action: "block",
  message: "This connection is for reading.",
  criteria: [
    {
      kind: "statement-kinds",
      kinds: ["write", "schema", "privilege", "transaction", "utility", "unknown"],
    },
  ],
  examples: [
    statement("select * from customers limit 10", "allow"),
    statement("update customers set name = 'x' where id = 1", "block"),
    statement("with gone as (delete from customers returning *) select * from gone", "block"),
    statement("explain analyze delete from customers where id = 1", "block"),
    statement("do $$ begin perform 1; end $$", "block"),
  ],
};

const NO_DDL: PackedRule = {
  name: "No schema changes",
  description: "Schema and privileges change by migrations, not by hand.",
  action: "block",
  message: "Schema and privileges are changed by migrations.",
  criteria: [{ kind: "statement-kinds", kinds: ["schema", "privilege"] }],
  examples: [
    statement("alter table customers add column note text", "block"),
    statement("grant select on customers to public", "block"),
    statement("select * into copy_of_customers from customers", "block"),
    statement("insert into customers (name) values ('x')", "allow"),
  ],
};

const EVERY_ROW: PackedRule = {
  name: "Writes name their rows",
  description: "UPDATE and DELETE need a WHERE that depends on the rows; nothing is truncated.",
  action: "block",
  message: "Say which rows you mean.",
  criteria: [{ kind: "every-row" }],
  examples: [
    statement("update customers set name = 'x'", "block"),
    statement("delete from customers where true", "block"),
    statement("delete from customers where 1 = 1", "block"),
    statement("truncate customers", "block"),
    statement("with all_gone as (delete from customers) select 1", "block"),
    statement("update customers set name = 'x' where id = 1", "allow"),
    statement("select * from customers", "allow"),
  ],
};

const WRITES_ALONE: PackedRule = {
  name: "Writes come alone",
  description: "A write is sent by itself, so that what happened is one thing.",
  action: "block",
  message: "Send a write by itself.",
  criteria: [
    { kind: "several-statements" },
    { kind: "statement-kinds", kinds: ["write", "unknown"] },
  ],
  examples: [
    statement("update a set b = 1 where id = 1; delete from c where id = 2", "block"),
    statement("select 1; select 2", "allow"),
    statement("update a set b = 1 where id = 1", "allow"),
  ],
};

const KNOWN_FUNCTIONS: PackedRule = {
  name: "Functions that nobody knows",
  description: "What stands in a function of your own is not seen here: it may do anything.",
  action: "require-approval",
  message: "What this function does cannot be seen from here.",
  criteria: [{ kind: "unknown-calls" }],
  examples: [
    statement("select archive_old_orders()", "require-approval"),
    statement("select lower(name), count(*) from customers group by 1", "allow"),
  ],
};

const PII_TABLES: PackedRule = {
  name: "Personal data needs an approval",
  description:
    "Relations with personal data, by the names they usually have. Change them to yours.",
  action: "require-approval",
  message: "This relation holds personal data.",
  criteria: [
    {
      kind: "relations",
      access: "any",
      names: [
        "*customer*",
        "*user*",
        "*employee*",
        "*patient*",
        "*person*",
        "*people*",
        "*contact*",
      ],
    },
  ],
  examples: [
    statement("select email from public.customers where id = 1", "require-approval"),
    statement("select * from (select * from users) as u", "require-approval"),
    statement("select * from invoices", "allow"),
  ],
};

const SERVER_FILES: PackedRule = {
  name: "No files and no waiting",
  description: "Functions that read the server's files, reach other servers, or only hold a place.",
  action: "block",
  message: "This function is not for people.",
  criteria: [
    {
      kind: "calls",
      names: [
        ...["pg_read_*", "pg_ls_*", "pg_stat_file", "lo_import", "lo_export"],
        ...["pg_sleep*", "dblink*", "pg_terminate_backend", "pg_reload_conf"],
      ],
    },
  ],
  examples: [
    statement("select pg_read_file('/etc/passwd')", "block"),
    statement("select pg_catalog.pg_sleep(60)", "block"),
    statement("select now()", "allow"),
  ],
};

const WIDE_READS: PackedRule = {
  name: "Wide reads are warned of",
  description: "A read without LIMIT may bring back much more than is looked at.",
  action: "warn",
  message: "Without LIMIT this may bring back a lot.",
  criteria: [{ kind: "no-limit", names: [] }],
  examples: [
    statement("select * from orders", "warn"),
    statement("select * from orders limit 100", "allow"),
  ],
};

const UNPARSED: PackedRule = {
  name: "Only what can be read",
  description: "What PostgreSQL's own parser cannot read is not sent.",
  action: "block",
  message: "This is not a statement that PostgreSQL would understand.",
  criteria: [{ kind: "unparsed" }],
  examples: [statement("selct 1", "block"), statement("select 1", "allow")],
};

/** Ready rules to begin with. Once taken they are rules like every other, to be changed or deleted. */
export const PACKS: Readonly<Record<PackName, Pack>> = {
  "read-only": {
    title: "Read-only",
    description: "Nothing but reads.",
    rules: [READ_ONLY],
  },
  "no-ddl": {
    title: "No DDL",
    description: "No change of schema or privileges.",
    rules: [NO_DDL],
  },
  "safe-writes": {
    title: "Safe writes",
    description: "Writes name their rows and come alone.",
    rules: [EVERY_ROW, WRITES_ALONE, KNOWN_FUNCTIONS],
  },
  "pii-tables": {
    title: "PII tables",
    description: "Personal data only with an approval.",
    rules: [PII_TABLES],
  },
  "production-default": {
    title: "Production default",
    description: "No DDL, safe writes, no server functions, a warning of wide reads.",
    rules: [UNPARSED, NO_DDL, EVERY_ROW, WRITES_ALONE, SERVER_FILES, KNOWN_FUNCTIONS, WIDE_READS],
  },
};
