// Numbers of the kinds: their order in MASK_KINDS.
export const EMAIL: u32 = 0;
export const SSN: u32 = 1;
export const PERSONID: u32 = 2;
export const CARD: u32 = 3;
export const IBAN: u32 = 4;
export const NHS: u32 = 5;
export const PHONE: u32 = 6;
export const IP: u32 = 7;
export const JWT: u32 = 8;
export const PEM: u32 = 9;
export const APIKEY: u32 = 10;
export const MAC: u32 = 11;
export const NIR: u32 = 12;
export const DNI: u32 = 13;
export const NINO: u32 = 14;
export const CODICE: u32 = 15;
export const CPF: u32 = 16;
export const CNPJ: u32 = 17;
export const AADHAAR: u32 = 18;
export const SIN: u32 = 19;
export const LOGIN: u32 = 20;
export const VAT: u32 = 21;
export const TAXID: u32 = 22;
export const AHV: u32 = 23;
export const BSN: u32 = 24;
export const BIC: u32 = 25;
export const BIRTHDATE: u32 = 26;
export const PASSPORT: u32 = 27;
export const LICENCE: u32 = 28;
export const WALLET: u32 = 29;
export const MBI: u32 = 30;
export const KINDS: u32 = 31;

/** Bit n: kind n is searched for. */
export let enabled: u32 = 0;

export function enable(bits: u32): void {
  enabled = bits;
}

@inline
export function isOn(kind: u32): bool {
  return ((enabled >> kind) & 1) != 0;
}

/** Sixteen bytes by kind: the placeholder, then zeros. Written by the host. There are 32 kinds at most. */
export const placeholders: usize = memory.data(512, 16);
/** One u32 by kind: the bytes of the placeholder. */
export const placeholderLengths: usize = memory.data(128, 16);
