/** What the generator knows of a table of the demo shop: enough to write to it. */
export interface KnownTable {
  readonly name: string;
  /** Columns: a number that tells rows apart, more or less, and one with text that may be anything. */
  readonly key: string;
  readonly text: string;
  /** Values of a new row, with `#` for a number that no row has; null where rows are not made. */
  readonly row: string | null;
}

type TableWords = readonly [name: string, key: string, text: string, row?: string];

const table = (...[name, key, text, row]: TableWords): KnownTable => ({
  ...{ name, key, text, row: row ?? null },
});

export const KNOWN_TABLES: readonly KnownTable[] = [
  table("departments", "id", "cost_center", "(#, 'd#', 'c')"),
  table("carriers", "id", "tracking_url", "(#, 'c#', 'https://example.com')"),
  table("warehouses", "id", "city", "(#, 'w#', 'Oslo', 'NO')"),
  table("coupons", "id", "code", "(#, 'k#', 10, '2030-01-01')"),
  table("audit_log", "id", "action", "(#, 1, 'looked', '{}', '2024-01-01')"),
  table("staff", "id", "phone"),
  table("suppliers", "id", "contact_name"),
  table("products", "id", "name"),
  table("reviews", "id", "body"),
  table("shipments", "id", "tracking_number"),
  table("refunds", "id", "reason"),
  table("sign_ins", "id", "user_agent"),
  table("ticket_messages", "id", "body"),
  table("orders", "id", "order_number"),
  table("customers", "id", "note"),
  table('"Odd; Name"', '"Key"', '"where"', "(#, 'odd')"),
];

/** Beside the demo's own: what writes without saying so, and what is not a table. Rows by the thousand show nothing more. */
export const BESIDE_THE_SHOP = `
DELETE FROM inventory WHERE product_id > 20; DELETE FROM price_history WHERE product_id > 20;
CREATE TABLE "Odd; Name" ("Key" int PRIMARY KEY, "where" text);
INSERT INTO "Odd; Name" VALUES (1, 'one'), (2, 'two'), (3, NULL);
CREATE SEQUENCE tallies;
CREATE VIEW open_tickets AS SELECT id, subject, customer_id FROM support_tickets WHERE state <> 'solved';
CREATE VIEW old_tickets AS SELECT id, subject FROM open_tickets WHERE id > 2;
CREATE MATERIALIZED VIEW sums AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY 1;
CREATE FUNCTION note_it(what text) RETURNS int LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO "Odd; Name" VALUES (nextval('tallies') + 100, what); RETURN 1; END $$;
CREATE FUNCTION "Lower"(what text) RETURNS text LANGUAGE sql AS $$ SELECT public.note_it(what)::text $$;
CREATE FUNCTION note_both(int, int) RETURNS int LANGUAGE sql AS $$ SELECT public.note_it('both') $$;
CREATE OPERATOR <+> (FUNCTION = note_both, LEFTARG = int, RIGHTARG = int);
CREATE PROCEDURE note_all() LANGUAGE sql AS $$ SELECT public.note_it('all') $$;
CREATE FUNCTION on_write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`;

export const VIEWS = ["open_tickets", "old_tickets", "sums"] as const;

/** Views that stand for a table: what is written through them is written there. */
export const TABLE_BEHIND: ReadonlyMap<string, string> = new Map([
  ["open_tickets", "support_tickets"],
  ["old_tickets", "support_tickets"],
]);
