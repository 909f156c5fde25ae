import type { SecretWords } from "../schema";

const PROTECTED = ["email", "ssn", "phone", "card_number"] as const;
const PEOPLE = 6;

/** Tables, views and routines that know of protected columns, in a database of their own. */
export function schemaOf(database: string, words: SecretWords): readonly string[] {
  const people = Array.from({ length: PEOPLE }, (_, index) => {
    const values = PROTECTED.map((_column, place) => {
      return `'${words.all[index * PROTECTED.length + place]}'`;
    });
    return `(${index + 1}, 'person ${index + 1}', ${values.join(", ")}, 'note ${index + 1}')`;
  });
  return [
    `CREATE DATABASE ${database} CHARACTER SET utf8mb4`,
    `USE ${database}`,
    `CREATE TABLE customers (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(50),
       email VARCHAR(100) UNIQUE, ssn VARCHAR(50), phone VARCHAR(50), card_number VARCHAR(50), note TEXT)`,
    `INSERT INTO customers VALUES ${people.join(", ")}`,
    "CREATE TABLE Mixed_Case (id INT, Email VARCHAR(100))",
    "INSERT INTO Mixed_Case SELECT id, email FROM customers",
    "CREATE TABLE orders (id INT PRIMARY KEY, customer_id INT, total DECIMAL(10,2), words VARCHAR(100))",
    "INSERT INTO orders VALUES (1, 1, 12.50, 'first'), (2, 2, 8.00, 'second')",
    "CREATE TABLE copies (words VARCHAR(100))",
    "CREATE VIEW contacts AS SELECT id, email AS mail, name FROM customers",
    "CREATE VIEW contacts_of_contacts AS SELECT mail AS m, id FROM contacts",
    "CREATE VIEW distinct_mails AS SELECT DISTINCT email AS id FROM customers",
    "CREATE VIEW united AS SELECT name AS words FROM customers UNION SELECT ssn FROM customers",
    "CREATE VIEW shortened AS SELECT id, LEFT(ssn, 40) AS part, CONCAT(name, '') AS called FROM customers",
    "CREATE VIEW counted AS SELECT COUNT(*) AS people, MAX(phone) AS last FROM customers",
    "CREATE VIEW order_words AS SELECT c.email AS total, o.id AS id FROM customers c JOIN orders o ON o.customer_id = c.id",
    "CREATE FUNCTION first_mail() RETURNS VARCHAR(100) READS SQL DATA RETURN (SELECT email FROM customers ORDER BY id LIMIT 1)",
    "CREATE PROCEDURE all_mails() SELECT email AS words FROM customers",
    `CREATE PROCEDURE raised() BEGIN
       DECLARE said VARCHAR(128) DEFAULT (SELECT ssn FROM customers WHERE id = 1);
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = said; END`,
  ];
}
