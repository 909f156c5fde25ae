import { SeededRandom } from "../personal-data";
import { COUNTRIES, type Country } from "./countries";
import type { Piece, Sample } from "./sample";
import { SPOKEN_VALUES, surroundingsOf } from "./spoken-values";
import { labelledValue } from "./values";

/** Of one table of one country; its national number stands in the last column. */
const COLUMNS = [
  ...[
    "id",
    "uuid",
    "name",
    "email",
    "phone",
    "card",
    "iban",
    "ip",
    "timestamp",
    "decimal",
    "order",
  ],
  ...[
    "hash",
    "version",
    "part",
    "broken",
    "bare-birthdate",
    "street",
    "bare-phone",
    "jwt",
    "pem",
    "apikey",
    "mac",
    "national",
    "vat",
    "wallet",
    "mbi",
    "personid",
    "spoken",
  ],
] as const;

const NATIONAL: Readonly<Record<string, readonly string[]>> = {
  ...{ US: ["ssn"], GB: ["nhs", "nino"], DE: ["taxid"], FR: ["nir"], ES: ["dni"], IT: ["codice"] },
  ...{
    NL: ["bare-bsn"],
    AT: ["vat"],
    CH: ["ahv"],
    BR: ["cpf", "cnpj"],
    IN: ["aadhaar"],
    CA: ["sin"],
  },
};

/** What services log, whatever the language of their people. */
const SENTENCES = [
  "GET /v1/orders/{order} Authorization: Bearer {jwt} 200 {decimal}ms",
  "export API_KEY={apikey} # since {version}",
  'config: {"key":"{apikey}","mac":"{mac}"} trace={uuid}',
  "DHCPACK on {ip} to {mac} via eth0, lease {hash}",
  "kyc id={order} refused: {part} is neither {cpf} nor {dni}, seen from {ip}",
  "DATABASE_URL=postgres://{login}@db-{hash}.internal:5432/shop",
  "kyc {part}: born {birthdate}, passport no. {passport}, VAT {vat}",
  "driver's licence {licence} shown, called from {phone}, BSN {bsn}",
  '{"bic":"{bic}","birth_date":"{birthdate}","shipped":"{date}"}',
  "patient NHS no. {nhs}, tax {taxid}, AHV {ahv}, bank code (BIC) {bic}",
  "release of {date}: driver {version}, license {part}, swift {version}, https://docs.example/{hash}",
  "paid {decimal} to {wallet} by {personid}, Medicare {mbi}, block {hash}",
  "loaded {pem} of build {hash} at {timestamp}",
];

/** How much of each country, and from which seed. */
interface SetSize {
  readonly seed: number;
  readonly rowsOfCountry: number;
  readonly linesOfCountry: number;
}

const GENERATED: SetSize = { seed: 2026, rowsOfCountry: 120, linesOfCountry: 1_000 };

/**
 * Tables and lines of text in the formats of twelve countries, each value labelled, among hard
 * negatives. The same numbers give the same set on every machine; as they are, 35,640 cells.
 */
export function generateLabelledSet(size = GENERATED): readonly Sample[] {
  const random = new SeededRandom(size.seed);
  return COUNTRIES.flatMap((country) => [
    ...Array.from({ length: size.rowsOfCountry }, () => rowOf(random, country)).flat(),
    ...Array.from({ length: size.linesOfCountry }, () => lineOf(random, country)),
  ]);
}

function rowOf(random: SeededRandom, country: Country): readonly Sample[] {
  const columns = COLUMNS.filter((column) => column !== "iban" || country.account !== "");
  return columns.map((column) => {
    if (column === "spoken") return spokenCell(random, country);
    const name = column === "national" ? random.pick(NATIONAL[country.code] ?? []) : column;
    return { form: "table", pieces: [labelledValue(random, country, name)] };
  });
}

/** A cell of notes or JSON, whose words say what the value is. */
function spokenCell(random: SeededRandom, country: Country): Sample {
  const name = random.pick([...Object.keys(SPOKEN_VALUES), "bsn"]);
  const { before, after } = surroundingsOf(random, name);
  const plain = (text: string): Piece => ({ text, label: null });
  const value = labelledValue(random, country, name);
  return { form: "table", pieces: [plain(before), value, plain(after)] };
}

function lineOf(random: SeededRandom, country: Country): Sample {
  const pieces = random
    .pick([...country.sentences, ...SENTENCES])
    .split(/\{([a-z-]+)\}/)
    .map(
      (part, at): Piece =>
        at % 2 === 0 ? { text: part, label: null } : labelledValue(random, country, part),
    );
  return { form: "text", pieces };
}
