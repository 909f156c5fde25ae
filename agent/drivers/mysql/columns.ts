import { PacketReader } from "./packets";
import { WireProblem } from "./wire-problem";

/** Where a column comes from, as the server says: it may be the alias of a query as well as a table. */
export interface MysqlOrigin {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** How the cells of a column are written into a row. */
export type CellForm = "text" | "hex" | "bits";

/** One column of a result as the server describes it. */
export interface MysqlColumn {
  readonly name: string;
  readonly type: string;
  /** The type of PostgreSQL that holds the same texts: what masking and pages know it by. */
  readonly typeId: number;
  readonly form: CellForm;
  readonly bits: number;
  readonly origin: MysqlOrigin | null;
}

/** Of PostgreSQL: bool is none of MySQL's, whose BOOLEAN is a TINYINT. */
const AS = {
  ...{ int2: 21, int4: 23, int8: 20, float4: 700, float8: 701, numeric: 1700 },
  ...{ date: 1082, time: 1083, timestamp: 1114, timestamptz: 1184 },
  ...{ text: 25, json: 114, bytea: 17, bit: 1560 },
} as const;

const TYPES: Readonly<Record<number, readonly [type: string, typeId: number]>> = {
  0: ["decimal", AS.numeric],
  1: ["tinyint", AS.int2],
  2: ["smallint", AS.int2],
  3: ["int", AS.int4],
  4: ["float", AS.float4],
  5: ["double", AS.float8],
  6: ["null", AS.text],
  7: ["timestamp", AS.timestamptz],
  8: ["bigint", AS.int8],
  9: ["mediumint", AS.int4],
  10: ["date", AS.date],
  11: ["time", AS.time],
  12: ["datetime", AS.timestamp],
  13: ["year", AS.int2],
  14: ["date", AS.date],
  16: ["bit", AS.bit],
  245: ["json", AS.json],
  246: ["decimal", AS.numeric],
};

const BIT = 16;
const GEOMETRY = 255;
/** What is not here, as VECTOR, is bytes. */
const TEXTS: Readonly<Record<number, readonly [text: string, bytes: string]>> = {
  15: ["varchar", "varbinary"],
  249: ["tinytext", "tinyblob"],
  250: ["mediumtext", "mediumblob"],
  251: ["longtext", "longblob"],
  252: ["text", "blob"],
  253: ["varchar", "varbinary"],
  254: ["char", "binary"],
  255: ["geometry", "geometry"],
};
const ENUM_FLAG = 0x01_00;
const SET_FLAG = 0x08_00;

const BINARY = 63;
const isBetween = (value: number, first: number, last: number) => first <= value && value <= last;

/** Whether texts with this collation come in UTF-8; another encoding might pass masking by. */
function isUtf8(collation: number): boolean {
  if ([11, 33, 45, 46, 65, 76, 83].includes(collation)) return true; // ASCII is UTF-8 too.
  if (isBetween(collation, 192, 247) || isBetween(collation, 255, 323)) return true;
  return isBetween(collation, 2_048, 2_559); // MariaDB: UCA 14 of utf8mb3 and utf8mb4.
}

export interface DescribedColumn {
  readonly column: MysqlColumn;
  /** Its cells come in an encoding that cannot be masked. */
  readonly isForeign: boolean;
}

export function readColumn(body: Uint8Array): DescribedColumn {
  const reader = new PacketReader(body);
  reader.text(); // The catalogue: always `def`.
  const schema = reader.text();
  reader.text(); // The alias of the table.
  const table = reader.text();
  const name = reader.text();
  const column = reader.text();
  if (reader.length() < 12) throw new WireProblem("malformed");
  const collation = reader.integer(2);
  const length = reader.integer(4);
  const wire = { code: reader.byte(), collation, length, flags: reader.integer(2) };
  const isNamed = table !== "" && column !== "";
  const origin = isNamed ? { schema, table, column } : null;
  const described = { ...typeOf(wire), name, origin };
  return { column: described, isForeign: described.form === "text" && isForeign(wire) };
}

interface WireType {
  readonly code: number;
  readonly collation: number;
  readonly length: number;
  readonly flags: number;
}

/** Numbers and times are written in digits, whatever the collation: they are binary. */
function isForeign({ code, collation }: WireType): boolean {
  if (TYPES[code] !== undefined) return collation !== BINARY && !isUtf8(collation);
  return !isUtf8(collation);
}

function typeOf({ code, collation, length, flags }: WireType) {
  const plain = TYPES[code];
  if (plain !== undefined) {
    const [type, typeId] = plain;
    const form: CellForm = code === BIT ? "bits" : "text";
    return { type, typeId, form, bits: code === BIT ? Math.min(length, 64) : 0 };
  }
  const isText = TEXTS[code] !== undefined && code !== GEOMETRY && collation !== BINARY;
  const [text, bytes] = TEXTS[code] ?? ["bytes", "bytes"];
  if (!isText) return { type: bytes, typeId: AS.bytea, form: "hex" as const, bits: 0 };
  return { type: wordOf(flags) ?? text, typeId: AS.text, form: "text" as const, bits: 0 };
}

/** Texts of which only some are allowed. */
function wordOf(flags: number): string | null {
  if ((flags & ENUM_FLAG) !== 0) return "enum";
  return (flags & SET_FLAG) !== 0 ? "set" : null;
}
