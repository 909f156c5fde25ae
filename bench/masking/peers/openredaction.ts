import { createRequire } from "node:module";
import path from "node:path";
import type { MaskKind } from "@/domain/masking/masking-rule";
import { installPackage } from "../../install-package";
import { type Redactor, spanOfBytes } from "./redactor";

const SPEC = "openredaction@1.1.5";

/** Its types that are one of our kinds. */
const KINDS: ReadonlyMap<string, MaskKind> = new Map<string, MaskKind>([
  ...typesOf("email", "EMAIL"),
  ...typesOf("phone", "PHONE_UK PHONE_UK_MOBILE PHONE_US PHONE_INTERNATIONAL"),
  ...typesOf("card", "CREDIT_CARD"),
  ...typesOf("iban", "IBAN UK_BANK_ACCOUNT_IBAN"),
  ...typesOf("ssn", "SSN"),
  ...typesOf("ip", "IPV4 IPV6"),
  ...typesOf("mac", "MAC_ADDRESS"),
  ...typesOf("jwt", "JWT_TOKEN"),
  ...typesOf("pem", "PRIVATE_KEY SSH_PRIVATE_KEY"),
  ...typesOf(
    "apikey",
    "AWS_ACCESS_KEY GOOGLE_API_KEY STRIPE_API_KEY GITHUB_TOKEN SLACK_TOKEN GENERIC_API_KEY",
  ),
  ...typesOf("nhs", "NHS_NUMBER"),
  ...typesOf("nino", "NATIONAL_INSURANCE_UK"),
  ...typesOf("sin", "SIN_CA CANADIAN_SIN"),
  ...typesOf("vat", "VAT_NUMBER"),
  ...typesOf("bic", "SWIFT_BIC"),
  ...typesOf("birthdate", "DATE_OF_BIRTH"),
  ...typesOf("passport", "PASSPORT_UK PASSPORT_US"),
  ...typesOf("licence", "DRIVING_LICENSE_UK DRIVING_LICENSE_US"),
  ...typesOf("taxid", "GERMAN_TAX_ID"),
  ...typesOf("nir", "FRENCH_SOCIAL_SECURITY"),
  ...typesOf("dni", "SPANISH_DNI"),
  ...typesOf("codice", "ITALIAN_FISCAL_CODE"),
  ...typesOf("bsn", "DUTCH_BSN"),
  ...typesOf("aadhaar", "INDIAN_AADHAAR"),
  ...typesOf("cpf", "BRAZILIAN_CPF"),
  ...typesOf("cnpj", "BRAZILIAN_CNPJ"),
  ...typesOf("wallet", "BITCOIN_ADDRESS ETHEREUM_ADDRESS"),
]);

function typesOf(kind: MaskKind, types: string): readonly (readonly [string, MaskKind])[] {
  return types.split(" ").map((type) => [type, kind] as const);
}

interface Detected {
  readonly redacted: string;
  readonly detections: readonly {
    readonly type: string;
    readonly position: readonly [number, number];
  }[];
}

/** As it is out of the box: every pattern, its own judgement of context. */
export function loadOpenRedaction(): Redactor {
  const folder = installPackage(SPEC);
  const load = createRequire(path.join(folder, "package.json"));
  const {
    OpenRedaction,
  }: { OpenRedaction: new () => { detect(text: string): Promise<Detected> } } =
    load("openredaction");
  const detector = new OpenRedaction();
  return {
    name: "openredaction 1.1.5",
    kinds: [...new Set(KINDS.values())],
    redact: async (text) => (await detector.detect(text)).redacted,
    async spansOf(text) {
      const { detections } = await detector.detect(text);
      return detections.flatMap(({ type, position }) => {
        const kind = KINDS.get(type);
        return kind === undefined ? [] : [spanOfBytes(text, position, kind)];
      });
    },
  };
}
