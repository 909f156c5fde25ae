import type { MaskKind } from "@/domain/masking/masking-rule";
import { pad } from "../checked-numbers";
import type { SeededRandom } from "../personal-data";
import { fill } from "./fill";

/** Values that are known by the words before them, or by what they stand in. */
export const SPOKEN_VALUES = {
  login: (random: SeededRandom) =>
    random.pick([
      () => `${random.pick(["app", "svc-orders", "root"])}:${fill(random, "~~?#*~!$%?~")}`,
      () => `:${random.hex(16)}`,
      () => `${random.hex(6)}:p@${random.hex(8)}`,
    ])(),
  bic: (random: SeededRandom) =>
    `${fill(random, "????")}${random.pick(["DE", "NL", "FR", "GB"])}${fill(random, random.pick(["**", "2*", "*****", "##***"]))}`,
  birthdate: (random: SeededRandom) => {
    const day = pad(random.between(1, 28), 2);
    const month = pad(random.between(1, 12), 2);
    const year = String(random.between(1930, 2012));
    return random.pick([
      ...[`${day}.${month}.${year}`, `${day}/${month}/${year}`, `${year}-${month}-${day}`],
      ...[`${Number(day)}.${Number(month)}.${year}`, `${day}-${month}-${year}`],
      `${month}/${day}/${year.slice(2)}`,
    ]);
  },
  passport: (random: SeededRandom) =>
    fill(random, random.pick(["#########", "C01X00T##", "##??#####", "??#######", "X#######"])),
  licence: (random: SeededRandom) =>
    fill(random, random.pick(["?#######", "MORGA######SM9IJ", "S###-####-####", "B###RRE2I##"])),
} satisfies Partial<Record<MaskKind, (random: SeededRandom) => string>>;

const BEFORE: Readonly<Partial<Record<MaskKind, readonly string[]>>> = {
  login: ["postgres://", "see https://", "url=amqp://"],
  bic: ["BIC ", "BIC/SWIFT: ", "swift_code=", '{"bic":"'],
  bsn: ["BSN ", "bsn=", "Burgerservicenummer: ", "BSN-nummer "],
  birthdate: [
    ...["born ", "date of birth: ", "DOB ", "geboren am ", "geb. ", "née le ", "né(e) le "],
    ...["fecha de nacimiento: ", "nato il ", '"birth_date": "', "<birthDate>", "geboortedatum: "],
  ],
  passport: [
    "passport no. ",
    "Reisepass-Nr. ",
    "passeport n° ",
    '"passport_number":"',
    "passport ",
  ],
  licence: [
    ...["driver's licence number: ", "driver_license=", "Führerschein Nr. ", "driving licence "],
    ...["permis de conduire n° ", "rijbewijs "],
  ],
};

interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** What a value of the kind is known by; nothing for most. */
export function surroundingsOf(random: SeededRandom, kind: string): Surroundings {
  const [, befores] = Object.entries(BEFORE).find(([name]) => name === kind) ?? [];
  const after = kind === "login" ? random.pick(["@db.internal", "@cache/0?tls=1"]) : "";
  return { before: befores === undefined ? "" : random.pick(befores), after };
}
