/** Names as people have them; the second word is what their address is made of. */
export const FIRST_NAMES = [
  ...[
    "Ana ana",
    "Åsa asa",
    "Søren soren",
    "Zoë zoe",
    "José jose",
    "Łukasz lukasz",
    "Élodie elodie",
  ],
  ...[
    "Иван ivan",
    "Мария maria",
    "Ольга olga",
    "伟 wei",
    "秀英 xiuying",
    "太郎 taro",
    "さくら sakura",
  ],
  ...["민준 minjun", "Ngọc ngoc", "محمد muhammad", "فاطمة fatima", "नेहा neha", "अर्जुन arjun"],
  ...["Οδυσσέας odysseas", "Ελένη eleni", "Siobhán siobhan", "Grace grace", "Björk bjork"],
  ...["Chloé chloe", "Tomáš tomas", "Ayşe ayse", "Kwame kwame", "Ada ada", "Ben ben"],
];

export const LAST_NAMES = [
  ...["O'Brien obrien", "García garcia", "Müller muller", "Nguyễn nguyen", "Kowalski kowalski"],
  ...["Petrović petrovic", "Иванов ivanov", "Смирнова smirnova", "李 li", "王 wang", "田中 tanaka"],
  ...["김 kim", "حداد haddad", "शर्मा sharma", "Παπαδόπουλος papadopoulos", "Ångström angstrom"],
  ...["van der Berg vanderberg", "D'Angelo dangelo", "Þórsson thorsson", "Yılmaz yilmaz"],
  ...["Okonkwo okonkwo", "Smith smith", "Dvořák dvorak", "Lefèvre lefevre", "Silva silva"],
];

export const TEAMS = [
  ...["engineering", "sales", "support", "finance", "data", "platform", "security", "marketing"],
  ...["billing", "growth", "logistics", "legal", "people", "research", "mobile", "payments"],
];

export const SYSTEMS = [
  ...["orders", "billing", "users", "inventory", "ledger", "search", "analytics", "catalog"],
  ...["messages", "shipping", "sessions", "reports", "pricing", "fraud", "warehouse", "crm"],
];

export const STATEMENTS = [
  "SELECT * FROM customers WHERE id = ",
  "SELECT count(*) FROM orders WHERE customer_id = ",
  "SELECT email, status FROM users WHERE id = ",
  "UPDATE orders SET status = 'shipped' WHERE id = ",
  "DELETE FROM carts WHERE id = ",
  "EXPLAIN ANALYZE SELECT * FROM invoices WHERE total > ",
  "SELECT pg_sleep(0.1), ",
  "WITH late AS (SELECT * FROM shipments WHERE days > 3) SELECT * FROM late WHERE order_id = ",
];

/** What a trail of a year is made of; what happens often is there more often. */
export const AUDIT_EVENTS = [
  ...Array<string>(30).fill("signIn.begun"),
  ...Array<string>(24).fill("signIn.ended"),
  ...Array<string>(6).fill("signIn.refused"),
  ...Array<string>(18).fill("recording.read"),
  ...Array<string>(6).fill("access.refused"),
  ...Array<string>(6).fill("session.ended"),
  ...Array<string>(4).fill("user.groupsSynced"),
  ...["user.created", "user.changed", "user.statusChanged", "group.created", "agent.created"],
  ...["connection.created", "connection.changed", "connection.deleted", "connection.tested"],
];
