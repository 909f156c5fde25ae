/** Statements as people and programs send them; `n` makes each a text of its own. */
const SMALL: readonly ((n: number) => string)[] = [
  (n) => `SELECT * FROM orders WHERE id = ${n}`,
  (n) => `UPDATE customers SET note = 'seen ${n}', updated_at = now() WHERE id = ${n}`,
  (n) => `DELETE FROM audit_log WHERE at < now() - interval '${n} days'`,
  (n) =>
    `INSERT INTO order_items (order_id, line, product_id, quantity, unit_price) VALUES (${n}, 1, 2, 3, 9.99), (${n}, 2, 3, 1, 4.5)`,
  (n) =>
    `SELECT c.id, c.full_name, count(o.id) AS orders, sum(o.total) AS total FROM customers c JOIN orders o ON o.customer_id = c.id
     LEFT JOIN payments p ON p.order_id = o.id WHERE o.placed_at >= '2024-01-01' AND o.state IN ('paid', 'shipped') AND c.id > ${n}
     GROUP BY c.id, c.full_name HAVING sum(o.total) > 100 ORDER BY total DESC LIMIT 50`,
  (n) =>
    `WITH late AS (SELECT s.order_id FROM shipments s WHERE s.delivered_at IS NULL AND s.sent_at < now() - interval '${n} hours'),
     told AS (UPDATE support_tickets t SET state = 'waiting' FROM orders o WHERE o.customer_id = t.customer_id
       AND o.id IN (SELECT order_id FROM late) RETURNING t.id) SELECT count(*) FROM told`,
  (n) =>
    `SELECT p.name, (SELECT avg(r.stars) FROM reviews r WHERE r.product_id = p.id) AS stars, CASE WHEN p.discontinued THEN 'old'
     WHEN p.price > ${n} THEN 'dear' ELSE 'cheap' END FROM products p WHERE EXISTS (SELECT 1 FROM inventory i
     WHERE i.product_id = p.id AND i.quantity > 0) UNION ALL SELECT name, NULL, 'category' FROM categories`,
  (n) => `CREATE TABLE report_${n} AS SELECT state, count(*) FROM orders GROUP BY state`,
];

export function smallStatements(round: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const make = SMALL[at % SMALL.length];
    return make?.(round * count + at + 1) ?? "";
  });
}

/** An INSERT of many rows, or a query with a long list and many conditions. */
export function largeStatement(n: number, bytes: number): string {
  const isInsert = n % 2 === 0;
  const head = isInsert
    ? "INSERT INTO audit_log (id, staff_id, action, details, at) VALUES "
    : "SELECT id, total FROM orders WHERE ";
  const parts: string[] = [];
  for (let length = head.length, row = n * 10_000; length < bytes; row += 1) {
    const part = isInsert
      ? `(${row}, ${row % 400}, 'customer.viewed', '{"took_ms": ${row % 900}}', '2024-03-14 10:00:00+00')`
      : `(customer_id = ${row} AND state IN ('paid', 'shipped') AND total > ${row % 100}.5)`;
    parts.push(part);
    length += part.length + 4;
  }
  return head + parts.join(isInsert ? ", " : " OR ");
}
