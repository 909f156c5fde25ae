// Numbers of people and companies that states give out, with their checks. Candidates are rare, so
// their forms are read byte by byte.
import { byteAt, digitRun, endsFresh, isCapital, isDigit, startsFresh } from "./bytes";
import { eitherFits, fits, isJoint, standsAlone } from "./forms";
import { AADHAAR, AHV, CNPJ, CPF, DNI, isOn, MBI, NHS, NINO, NIR, PERSONID, SIN, TAXID } from "./kinds";
import { chineseEnd, koreanEnd, medicareEnd, swedishEnd } from "./persons";
import { offer } from "./sink";

/** Offers what starts at `at`. No two of these can start at one place. */
export function proposeNational(at: usize): void {
  if (!isDigit(at)) {
    if (isOn(DNI)) propose(at, dniEnd(at), DNI);
    if (isOn(NINO)) propose(at, ninoEnd(at), NINO);
    return;
  }
  const run = digitRun(at);
  if (run == 3) {
    if (isOn(CPF)) propose(at, cpfEnd(at), CPF);
    if (isOn(SIN)) propose(at, sinEnd(at), SIN);
    if (isOn(NHS)) propose(at, groupedHealthEnd(at), NHS);
    if (isOn(AHV)) propose(at, ahvEnd(at), AHV);
  } else if (run == 8) {
    if (isOn(DNI)) propose(at, dniEnd(at), DNI);
    if (isOn(PERSONID)) propose(at, swedishEnd(at), PERSONID);
  } else if (run == 6 && isOn(PERSONID)) {
    propose(at, koreanEnd(at), PERSONID);
    propose(at, swedishEnd(at), PERSONID);
  } else if (run == 2) {
    if (isOn(CNPJ)) propose(at, cnpjEnd(at), CNPJ);
    if (isOn(TAXID)) propose(at, taxIdEnd(at), TAXID);
  } else if (run == 11) {
    if (isOn(TAXID)) propose(at, taxIdEnd(at), TAXID);
  } else if (run == 1) {
    if (isOn(NIR)) propose(at, nirEnd(at), NIR);
    if (isOn(MBI)) propose(at, medicareEnd(at), MBI);
  }
}

/** Offers what starts at `at`, where at least 13 digits stand or three groups of four. */
export function proposeLikeCard(at: usize): void {
  if (!isDigit(at + 4)) {
    const isLonger = isJoint(byteAt(at + 14)) && isDigit(at + 15);
    if (!isLonger && isOn(AADHAAR)) propose(at, aadhaarEnd(at), AADHAAR);
  } else {
    if (byteAt(at) - 0x31 < 2 && isOn(NIR)) propose(at, nirEnd(at), NIR);
    if (isDigit(at + 16) && isOn(PERSONID)) propose(at, chineseEnd(at), PERSONID);
  }
}

function propose(start: usize, end: usize, kind: u32): void {
  if (end != 0) offer(start, end, kind);
}

function cpfEnd(at: usize): usize {
  const end = fits(at, "###.###.###-##");
  if (end == 0 || !standsAlone(at, end) || isOneDigit(at, end)) return 0;
  return brazilianCheck(at, 9, 10) == byteAt(end - 2) && brazilianCheck(at, 10, 11) == byteAt(end - 1) ? end : 0;
}

function cnpjEnd(at: usize): usize {
  const end = fits(at, "##.###.###/####-##");
  if (end == 0 || !standsAlone(at, end)) return 0;
  return brazilianCheck(at, 12, 5) == byteAt(end - 2) && brazilianCheck(at, 13, 6) == byteAt(end - 1) ? end : 0;
}

function isOneDigit(at: usize, end: usize): bool {
  for (let next = at; next < end; next++) if (isDigit(next) && byteAt(next) != byteAt(at)) return false;
  return true;
}

/** The check digit, as a byte, of so many digits: weights fall from `first` to 2 and begin again at 9. */
function brazilianCheck(at: usize, digits: u32, first: u32): u32 {
  let weight = first;
  let sum: u32 = 0;
  let left = digits;
  for (let next = at; left > 0; next++) {
    if (!isDigit(next)) continue;
    sum += (byteAt(next) - 0x30) * weight;
    weight = weight == 2 ? 9 : weight - 1;
    left--;
  }
  return 0x30 + (sum % 11 < 2 ? 0 : 11 - (sum % 11));
}

function sinEnd(at: usize): usize {
  if (byteAt(at) == 0x30 || byteAt(at) == 0x38) return 0;
  const end = eitherFits(at, "### ### ###", "###-###-###");
  if (end == 0 || !standsAlone(at, end)) return 0;
  let sum: u32 = 0;
  let doubled = false;
  for (let next = at; next < end; next++) {
    if (!isDigit(next)) continue;
    const digit = byteAt(next) - 0x30;
    sum += doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    doubled = !doubled;
  }
  return sum % 10 == 0 ? end : 0;
}

/** Digits as Verhoeff's permutation turns them, one to eight times. */
const permuted = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 7, 6, 2, 8, 3, 0, 9, 4, 5, 8, 0, 3, 7, 9, 6, 1, 4, 2, 8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
  9, 4, 5, 3, 1, 2, 6, 8, 7, 0, 4, 2, 8, 6, 5, 7, 3, 9, 0, 1, 2, 7, 9, 3, 8, 0, 6, 4, 1, 5, 7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
]);

function aadhaarEnd(at: usize): usize {
  if (byteAt(at) < 0x32) return 0;
  const end = eitherFits(at, "#### #### ####", "####-####-####");
  if (end == 0 || !standsAlone(at, end)) return 0;
  let check: u32 = 0;
  let turns: u32 = 0;
  for (let next = end - 1; next >= at; next--) {
    if (!isDigit(next)) continue;
    check = multiply(check, <u32>load<u8>(permuted + turns * 10 + (byteAt(next) - 0x30)));
    turns = (turns + 1) & 7;
  }
  return check == 0 ? end : 0;
}

/** In the dihedral group of ten elements. */
function multiply(a: u32, b: u32): u32 {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

const odd = memory.data<u8>([1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]);
/** Bits of A B C D E H L M P R S T, from A on. */
const MONTHS: u32 = 0xe989f;

export function codiceEnd(at: usize): usize {
  if (!isCapital(at) || !isDigit(at + 6)) return 0;
  const end = fits(at, "@@@@@@##@##@###@");
  if (end == 0 || !startsFresh(at) || !endsFresh(end)) return 0;
  if (((MONTHS >> (byteAt(at + 8) - 0x41)) & 1) == 0) return 0;
  let sum: u32 = 0;
  let isOdd = true;
  for (let next = at; next < end - 1; next++) {
    const value = byteAt(next) - (isDigit(next) ? 0x30 : 0x41);
    sum += isOdd ? <u32>load<u8>(odd + value) : value;
    isOdd = !isOdd;
  }
  return byteAt(end - 1) == 0x41 + (sum % 26) ? end : 0;
}

const checkLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

function dniEnd(at: usize): usize {
  const isForeign = !isDigit(at);
  const end = isForeign ? eitherFits(at, "@#######@", "@#######-@") : eitherFits(at, "########@", "########-@");
  if (end == 0) return 0;
  const first = byteAt(at);
  if (isForeign && (first < 0x58 || first > 0x5a)) return 0;
  let number: u32 = isForeign ? first - 0x58 : first - 0x30;
  for (let next = at + 1; next < at + 8; next++) number = number * 10 + byteAt(next) - 0x30;
  return byteAt(end - 1) == dniLetter(number) && standsAlone(at, end) ? end : 0;
}

export function dniLetter(number: u32): u32 {
  return <u32>checkLetters.charCodeAt(number % 23);
}

/** Bits of the letters from A on that never come first, and never second. */
const NEVER_FIRST: u32 = 0x310128;
const NEVER_SECOND: u32 = 0x314128;

function ninoEnd(at: usize): usize {
  const end = eitherFits(at, "@@######@", "@@ ## ## ## @");
  if (end == 0 || byteAt(end - 1) > 0x44 || !standsAlone(at, end)) return 0;
  const first = byteAt(at) - 0x41;
  const second = byteAt(at + 1) - 0x41;
  if (((NEVER_FIRST >> first) & 1) != 0 || ((NEVER_SECOND >> second) & 1) != 0) return 0;
  return isNeverGiven(load<u16>(at)) ? 0 : end;
}

/** BG GB KN NK NT TN ZZ */
function isNeverGiven(letters: u32): bool {
  return (
    letters == 0x4742 || letters == 0x4247 || letters == 0x4e4b || letters == 0x4b4e ||
    letters == 0x544e || letters == 0x4e54 || letters == 0x5a5a
  );
}

function nirEnd(at: usize): usize {
  const end = eitherFits(at, "###############", "# ## ## ## ### ### ##");
  if (end == 0 || byteAt(at) < 0x31 || byteAt(at) > 0x32 || !standsAlone(at, end)) return 0;
  let number: u64 = 0;
  let month: u32 = 0;
  let place: u32 = 0;
  for (let next = at; place < 13; next++) {
    if (!isDigit(next)) continue;
    const digit = byteAt(next) - 0x30;
    number = number * 10 + digit;
    if (place == 3 || place == 4) month = month * 10 + digit;
    place++;
  }
  if (month < 1 || month > 12) return 0;
  const check = (byteAt(end - 2) - 0x30) * 10 + byteAt(end - 1) - 0x30;
  return check == 97 - <u32>(number % 97) ? end : 0;
}

function groupedHealthEnd(at: usize): usize {
  const end = fits(at, "### ### ####");
  if (end == 0 || byteAt(at) == 0x30 || !standsAlone(at, end)) return 0;
  return isHealthNumber(at, end) ? end : 0;
}

/** Ten digits, weights from 10 down to 1. */
export function isHealthNumber(at: usize, end: usize): bool {
  let weight: u32 = 10;
  let sum: u32 = 0;
  for (let next = at; next < end; next++) if (isDigit(next)) sum += (byteAt(next) - 0x30) * weight--;
  return sum > 0 && sum % 11 == 0;
}

/** Nine digits; eight of them weigh 9 down to 2, the rest by 11 is the ninth. */
export function passesElevenTest(at: usize, end: usize): bool {
  let weight: u32 = 9;
  let sum: u32 = 0;
  for (let next = at; next < end - 1; next++) if (isDigit(next)) sum += (byteAt(next) - 0x30) * weight--;
  return sum > 0 && sum % 11 == byteAt(end - 1) - 0x30;
}

function ahvEnd(at: usize): usize {
  const end = fits(at, "###.####.####.##");
  if (end == 0 || (load<u32>(at) & 0xffffff) != 0x363537 || !standsAlone(at, end)) return 0;
  let weight: u32 = 1;
  let sum: u32 = 0;
  for (let next = at; next < end; next++) {
    if (!isDigit(next)) continue;
    sum += (byteAt(next) - 0x30) * weight;
    weight = 4 - weight;
  }
  return sum % 10 == 0 ? end : 0;
}

function taxIdEnd(at: usize): usize {
  if (byteAt(at) == 0x30) return 0;
  const end = eitherFits(at, "###########", "## ### ### ###");
  if (end == 0 || !standsAlone(at, end) || !repeatsOne(at)) return 0;
  return checkOf(at, 10) == byteAt(end - 1) - 0x30 ? end : 0;
}

/** Of the ten digits from `at` on one comes twice or three times, and no other again. */
function repeatsOne(at: usize): bool {
  let once: u32 = 0;
  let again: u32 = 0;
  let repeats: u32 = 0;
  let left: u32 = 10;
  for (let next = at; left > 0; next++) {
    if (!isDigit(next)) continue;
    const digit: u32 = 1 << (byteAt(next) - 0x30);
    if ((once & digit) != 0) {
      again |= digit;
      repeats++;
    }
    once |= digit;
    left--;
  }
  return popcnt(again) == 1 && repeats <= 2;
}

/** ISO 7064 MOD 11,10 over so many digits. */
export function checkOf(at: usize, digits: u32): u32 {
  let product: u32 = 10;
  let left = digits;
  for (let next = at; left > 0; next++) {
    if (!isDigit(next)) continue;
    const sum = (byteAt(next) - 0x30 + product) % 10;
    product = ((sum == 0 ? 10 : sum) * 2) % 11;
    left--;
  }
  return (11 - product) % 10;
}
