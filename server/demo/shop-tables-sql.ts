/** The demo shop beside its customers: tables with comments, then what is faster once rows are in. */
export const CREATE_TABLES = `
CREATE TABLE departments (id int PRIMARY KEY, name text NOT NULL UNIQUE, cost_center text NOT NULL);
CREATE TABLE staff (id int PRIMARY KEY, department_id int NOT NULL, manager_id int, full_name text NOT NULL,
  email text NOT NULL UNIQUE, phone text NOT NULL, ssn text NOT NULL, iban text NOT NULL, hired_on date NOT NULL, left_on date);
CREATE TABLE salaries (id int PRIMARY KEY, staff_id int NOT NULL, gross_per_year numeric(12,2) NOT NULL, currency char(3) NOT NULL, valid_from date NOT NULL);
CREATE TABLE categories (id int PRIMARY KEY, parent_id int, name text NOT NULL UNIQUE);
CREATE TABLE suppliers (id int PRIMARY KEY, name text NOT NULL, contact_name text NOT NULL, contact_email text NOT NULL, iban text NOT NULL, vat_number text NOT NULL);
CREATE TABLE products (id int PRIMARY KEY, category_id int NOT NULL, supplier_id int NOT NULL, sku text NOT NULL UNIQUE,
  name text NOT NULL, price numeric(10,2) NOT NULL, weight_grams int NOT NULL, attributes jsonb NOT NULL, discontinued boolean NOT NULL);
CREATE TABLE price_history (product_id int NOT NULL, valid_from date NOT NULL, price numeric(10,2) NOT NULL, PRIMARY KEY (product_id, valid_from));
CREATE TABLE warehouses (id int PRIMARY KEY, code text NOT NULL UNIQUE, city text NOT NULL, country char(2) NOT NULL);
CREATE TABLE inventory (warehouse_id int NOT NULL, product_id int NOT NULL, quantity int NOT NULL CHECK (quantity >= 0), counted_at timestamptz NOT NULL, PRIMARY KEY (warehouse_id, product_id));
CREATE TABLE carriers (id int PRIMARY KEY, name text NOT NULL UNIQUE, tracking_url text NOT NULL);
CREATE TABLE coupons (id int PRIMARY KEY, code text NOT NULL UNIQUE, percent int NOT NULL CHECK (percent BETWEEN 1 AND 90), valid_until date NOT NULL);
CREATE TABLE addresses (id int PRIMARY KEY, customer_id bigint NOT NULL, kind text NOT NULL CHECK (kind IN ('billing', 'delivery')),
  street text NOT NULL, postcode text NOT NULL, city text NOT NULL, country char(2) NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id bigint NOT NULL, address_id int NOT NULL, coupon_id int, order_number text NOT NULL,
  state text NOT NULL CHECK (state IN ('new', 'paid', 'shipped', 'delivered', 'returned')), total numeric(12,2) NOT NULL, placed_at timestamptz NOT NULL);
CREATE TABLE order_items (order_id int NOT NULL, line int NOT NULL, product_id int NOT NULL, quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(10,2) NOT NULL, PRIMARY KEY (order_id, line));
CREATE TABLE payments (id int PRIMARY KEY, order_id int NOT NULL, method text NOT NULL CHECK (method IN ('card', 'transfer')),
  card_number text, iban text, amount numeric(12,2) NOT NULL, paid_at timestamptz NOT NULL, CHECK ((card_number IS NULL) <> (iban IS NULL)));
CREATE TABLE refunds (id int PRIMARY KEY, payment_id int NOT NULL, approved_by int NOT NULL, amount numeric(12,2) NOT NULL, reason text NOT NULL, refunded_at timestamptz NOT NULL);
CREATE TABLE shipments (id int PRIMARY KEY, order_id int NOT NULL, carrier_id int NOT NULL, warehouse_id int NOT NULL, tracking_number text NOT NULL, sent_at timestamptz NOT NULL, delivered_at timestamptz);
CREATE TABLE reviews (id int PRIMARY KEY, product_id int NOT NULL, customer_id bigint NOT NULL, stars int NOT NULL CHECK (stars BETWEEN 1 AND 5), body text NOT NULL, written_at timestamptz NOT NULL);
CREATE TABLE wish_lists (customer_id bigint NOT NULL, product_id int NOT NULL, added_at timestamptz NOT NULL, PRIMARY KEY (customer_id, product_id));
CREATE TABLE support_tickets (id int PRIMARY KEY, customer_id bigint NOT NULL, assigned_to int, subject text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'waiting', 'solved')), opened_at timestamptz NOT NULL, solved_at timestamptz);
CREATE TABLE ticket_messages (id int PRIMARY KEY, ticket_id int NOT NULL, from_customer boolean NOT NULL, body text NOT NULL, written_at timestamptz NOT NULL);
CREATE TABLE sign_ins (id int PRIMARY KEY, customer_id bigint NOT NULL, ip_address inet NOT NULL, user_agent text NOT NULL, succeeded boolean NOT NULL, at timestamptz NOT NULL);
CREATE TABLE audit_log (id int PRIMARY KEY, staff_id int NOT NULL, action text NOT NULL, details jsonb NOT NULL, at timestamptz NOT NULL)`;

const COMMENTS = {
  departments: "Where people work.",
  staff: "Employees of the shop; none of them exists.",
  salaries: "What each employee earns, with history.",
  categories: "Tree of product categories.",
  suppliers: "Who we buy from.",
  products: "Everything that is or was for sale.",
  price_history: "Earlier prices of a product.",
  warehouses: "Where goods lie.",
  inventory: "How many of a product lie in a warehouse.",
  carriers: "Who brings parcels.",
  coupons: "Codes that lower the price.",
  customers: "People who bought something; none of them exists.",
  addresses: "Where customers live or want their parcels.",
  orders: "What was bought, by whom, when.",
  order_items: "The lines of an order.",
  payments: "How an order was paid: by card or by transfer.",
  refunds: "Money given back, and who agreed to it.",
  shipments: "Parcels on their way.",
  reviews: "What customers think of a product.",
  wish_lists: "What customers may buy some day.",
  support_tickets: "Questions of customers.",
  ticket_messages: "What was written in a ticket; people paste personal data here.",
  sign_ins: "Who signed in to the shop, from where.",
  audit_log: "What employees did in the back office.",
} as const;

/** Every table of the shop, by name. */
export const SHOP_TABLES = Object.keys(COMMENTS);

const REFERENCES = [
  ["staff", "department_id", "departments"],
  ["staff", "manager_id", "staff"],
  ["salaries", "staff_id", "staff"],
  ["categories", "parent_id", "categories"],
  ["products", "category_id", "categories"],
  ["products", "supplier_id", "suppliers"],
  ["price_history", "product_id", "products"],
  ["inventory", "warehouse_id", "warehouses"],
  ["inventory", "product_id", "products"],
  ["addresses", "customer_id", "customers"],
  ["orders", "customer_id", "customers"],
  ["orders", "address_id", "addresses"],
  ["orders", "coupon_id", "coupons"],
  ["order_items", "order_id", "orders"],
  ["order_items", "product_id", "products"],
  ["payments", "order_id", "orders"],
  ["refunds", "payment_id", "payments"],
  ["refunds", "approved_by", "staff"],
  ["shipments", "order_id", "orders"],
  ["shipments", "carrier_id", "carriers"],
  ["shipments", "warehouse_id", "warehouses"],
  ["reviews", "product_id", "products"],
  ["reviews", "customer_id", "customers"],
  ["wish_lists", "customer_id", "customers"],
  ["wish_lists", "product_id", "products"],
  ["support_tickets", "customer_id", "customers"],
  ["support_tickets", "assigned_to", "staff"],
  ["ticket_messages", "ticket_id", "support_tickets"],
  ["sign_ins", "customer_id", "customers"],
  ["audit_log", "staff_id", "staff"],
] as const;

const INDEXES = [
  "ALTER TABLE customers ADD PRIMARY KEY (id)",
  "CREATE UNIQUE INDEX customers_email ON customers (email)",
  "CREATE INDEX addresses_customer ON addresses (customer_id)",
  "CREATE INDEX orders_customer ON orders (customer_id)",
  "CREATE INDEX orders_placed_at ON orders (placed_at)",
  "CREATE INDEX order_items_product ON order_items (product_id)",
  "CREATE INDEX payments_order ON payments (order_id)",
  "CREATE INDEX shipments_order ON shipments (order_id)",
  "CREATE INDEX reviews_product ON reviews (product_id)",
  "CREATE INDEX support_tickets_customer ON support_tickets (customer_id)",
  "CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket_id)",
  "CREATE INDEX sign_ins_customer ON sign_ins (customer_id, at)",
] as const;

/** Once the rows are in: keys, what refers to what, and a sentence for every table. */
export const FINISH_TABLES: readonly string[] = [
  ...INDEXES,
  ...REFERENCES.map(
    ([table, column, target]) =>
      `ALTER TABLE ${table} ADD FOREIGN KEY (${column}) REFERENCES ${target} (id)`,
  ),
  ...Object.entries(COMMENTS).map(([table, text]) => `COMMENT ON TABLE ${table} IS '${text}'`),
];
