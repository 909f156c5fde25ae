import type { MaskKind } from "./masking-rule";

/** What the kinds are about, in the order in which they are shown. */
export const KIND_GROUPS = [
  { group: "contact", title: "Contact and person" },
  { group: "payment", title: "Payment" },
  { group: "identity", title: "National ids" },
  { group: "tax", title: "Tax and companies" },
  { group: "secret", title: "Secrets" },
  { group: "network", title: "Network" },
] as const;
export type KindGroup = (typeof KIND_GROUPS)[number]["group"];

interface KindExample {
  readonly group: KindGroup;
  /** A text in which its detector finds one value, made up. */
  readonly text: string;
}

export const KIND_EXAMPLES: Readonly<Record<MaskKind, KindExample>> = {
  email: { group: "contact", text: "ada@example.com" },
  phone: { group: "contact", text: "+1 212 555 0199" },
  birthdate: { group: "contact", text: "born 2.12.1988" },
  card: { group: "payment", text: "4111 1111 1111 1111" },
  iban: { group: "payment", text: "GB82 WEST 1234 5698 7654 32" },
  bic: { group: "payment", text: "BIC: BZSNNL2I" },
  wallet: { group: "payment", text: "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" },
  ssn: { group: "identity", text: "078-05-1120" },
  nhs: { group: "identity", text: "943 476 5919" },
  nir: { group: "identity", text: "1 25 10 08 956 696 42" },
  dni: { group: "identity", text: "12345678-Z" },
  nino: { group: "identity", text: "AB 12 34 56 C" },
  aadhaar: { group: "identity", text: "2096 5442 5722" },
  sin: { group: "identity", text: "621-751-320" },
  ahv: { group: "identity", text: "756.9217.0769.85" },
  mbi: { group: "identity", text: "1EG4-TE5-MK73" },
  personid: { group: "identity", text: "11010519491231002X" },
  bsn: { group: "identity", text: "BSN 111222333" },
  passport: { group: "identity", text: "passport no. C01X00T47" },
  licence: { group: "identity", text: "driver's licence: Z6544257" },
  codice: { group: "tax", text: "RSSMRA85T10A562S" },
  cpf: { group: "tax", text: "111.444.777-35" },
  cnpj: { group: "tax", text: "11.222.333/0001-81" },
  vat: { group: "tax", text: "DE 211257092" },
  taxid: { group: "tax", text: "13 680 954 974" },
  jwt: { group: "secret", text: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.XytzhzakShxFQ00xbW6QXe1Z" },
  pem: { group: "secret", text: "-----BEGIN PRIVATE KEY-----" },
  // In two pieces, so that no scanner of repositories takes it for a key.
  apikey: { group: "secret", text: `AKIA${"IOSFODNN7EXAMPLE"}` },
  login: { group: "secret", text: "postgres://app:s3cret@db.internal" },
  ip: { group: "network", text: "203.0.113.7" },
  mac: { group: "network", text: "1e:89:af:9e:d0:25" },
};
