// The search: 64 bytes are classified into bit masks, shifts of the masks leave the few places at
// which a value may start, and only those are looked at byte by byte.
import { anchorEnd, anchorKind, anchorStart, nextAnchor, openAnchors, restoreAnchors, saveAnchors } from "./anchors";
import { byteAt, isDigit, isHex } from "./bytes";
import { apiKeyEnd } from "./apikey";
import { proposeByContext } from "./by-context";
import { cardEnd } from "./card";
import { endsContext } from "./context";
import { ibanEnd } from "./iban";
import { v4StartingAt } from "./ip";
import { forgetToken, jwtEnd } from "./jwt";
import {
  APIKEY, BIC, BIRTHDATE, BSN, CARD, CODICE, EMAIL, enabled, IBAN, IP, isOn, JWT, LICENCE, LOGIN, MAC, NHS, PASSPORT, PEM,
  PERSONID, PHONE, SSN, VAT, WALLET,
} from "./kinds";
import { loginEnd } from "./login";
import { macEnd } from "./mac";
import { dots, maskOf, noWord, octetBefore, shl, slashes, spaces, zeros } from "./masks";
import { decoded, endText } from "./memory";
import { codiceEnd, proposeLikeCard, proposeNational } from "./national";
import { pemEnd } from "./pem";
import { mexicanEnd } from "./persons";
import { phoneEnd } from "./phone";
import {
  closeSink, firstKind, NO_KIND, offer, openSink, pendingEnd, pendingStart, restoreSink, saveSink, TO_FIRST_KIND,
} from "./sink";
import { ssnEnd } from "./ssn";
import { vatEnd } from "./vat";
import { walletEnd } from "./wallet";

/** A window is 64 bytes: two to look behind, the places, twelve to look ahead. */
const BEHIND: usize = 2;
const STRIDE: usize = 50;
const PLACES: u64 = ((1 << 50) - 1) << 2;

/** Two to five bytes further. */
const BEHIND_GAP: u64 = 0b111100;

/** Kinds that the search is compiled for without any others. */
const COMMON: u32 = (1 << EMAIL) | (1 << SSN) | (1 << CARD) | (1 << IBAN) | (1 << PHONE) | (1 << IP);

const ALL: u64 = u64.MAX_VALUE;

/** Searches a text that lies between zero bytes. `withHex`: also bytes written as hex digits. */
export function search(from: usize, to: usize, withHex: bool): void {
  const kinds = (enabled & ~COMMON) == 0 ? searchCommon : searchAll;
  kinds(from, to, withHex);
}

// Compiled twice: where only what nearly everybody has is searched for, nothing is asked about the rest.
function searchCommon(from: usize, to: usize, withHex: bool): void {
  searchKinds(from, to, withHex, false);
}

function searchAll(from: usize, to: usize, withHex: bool): void {
  searchKinds(from, to, withHex, true);
}

@inline
function searchKinds(from: usize, to: usize, withHex: bool, withMore: bool): void {
  openAnchors(from, to);
  forgetToken();
  const ssnsOn = isOn(SSN) ? ALL : 0;
  const ibansOn = isOn(IBAN) ? ALL : 0;
  const phonesOn = isOn(PHONE) ? ALL : 0;
  const ipsOn = isOn(IP) ? ALL : 0;
  const loginsOn = isOn(LOGIN) ? ALL : 0;
  const vatsOn = isOn(VAT) ? ALL : 0;
  const bicsOn = isOn(BIC) ? ALL : 0;
  const contextOn = isOn(BIRTHDATE) || isOn(BSN) || isOn(NHS) || isOn(PASSPORT) || isOn(LICENCE) ? ALL : 0;
  const hexOn = withHex ? ALL : 0;

  let told: u64 = 0;

  // A byte's class is what the tables of its two halves have in common.
  const byLow = i8x16(21, 7, 7, 7, 7, 7, 7, 7, 103, 7, 38, 66, -126, 18, 18, 26);
  const byHigh = i8x16(0, 0, 80, 1, 2, -116, 2, 36, 0, 0, 0, 0, 0, 0, 0, 0);
  const half = i8x16.splat(15);

  for (let window = from - BEHIND; window + BEHIND < to; window += STRIDE) {
    const a = v128.load(window);
    const b = v128.load(window, 16);
    const c = v128.load(window, 32);
    const d = v128.load(window, 48);
    const ca = v128.and(i8x16.swizzle(byLow, v128.and(a, half)), i8x16.swizzle(byHigh, i8x16.shr_u(a, 4)));
    const cb = v128.and(i8x16.swizzle(byLow, v128.and(b, half)), i8x16.swizzle(byHigh, i8x16.shr_u(b, 4)));
    const cc = v128.and(i8x16.swizzle(byLow, v128.and(c, half)), i8x16.swizzle(byHigh, i8x16.shr_u(c, 4)));
    const cd = v128.and(i8x16.swizzle(byLow, v128.and(d, half)), i8x16.swizzle(byHigh, i8x16.shr_u(d, 4)));

    const digit = maskOf(shl(ca, 7), shl(cb, 7), shl(cc, 7), shl(cd, 7));
    const backslash = maskOf(ca, cb, cc, cd);
    const separator = maskOf(shl(ca, 3), shl(cb, 3), shl(cc, 3), shl(cd, 3));
    const word = ~maskOf(noWord(ca), noWord(cb), noWord(cc), noWord(cd));
    // A letter behind a backslash is an escape and no word.
    const fresh = ~((word & ~(backslash << 1)) << 1);
    const letter = word & ~digit;
    const word2 = word & (word >> 1);
    const word4 = word2 & (word2 >> 2);
    const sep1 = separator >> 1;
    const sep3 = separator >> 3;
    const sep4 = separator >> 4;
    let key: u64 = 0;
    let pem: u64 = 0;
    let login: u64 = 0;
    let bic: u64 = 0;
    let vat: u64 = 0;
    if (withMore) {
      const letters = letter & fresh & word4;
      key = fresh & word4 & (word4 >> 4) & (word4 >> 8) & (word >> 12);
      pem = separator & sep1 & sep3 & sep4 & (letter >> 5);
      if (v128.any_true(v128.and(v128.or(v128.or(ca, cb), v128.or(cc, cd)), i8x16.splat(32)))) {
        // Keys with a dash among their first bytes are known by a rare letter: `AIza`, `xoxb-1`, `xapp-1`.
        const rare = maskOf(shl(ca, 2), shl(cb, 2), shl(cc, 2), shl(cd, 2));
        key |= letters & ((rare >> 2) | (rare & sep4 & (digit >> 5)));
      }
      // Behind "//".
      login = (separator << 1) & (separator << 2) & loginsOn;
      if (login != 0) login &= maskOf(slashes(a), slashes(b), slashes(c), slashes(d)) << 1;
      const capital = letter & ~maskOf(shl(a, 2), shl(b, 2), shl(c, 2), shl(d, 2));
      const capital2 = capital & (capital >> 1) & fresh;
      // Eight characters or eleven; what lies behind the window counts as neither.
      const bank = word4 & (word4 >> 4) & ~((word >> 8) & (word >> 11));
      bic = capital2 & (capital >> 2) & (letter >> 3) & (letter >> 4) & (capital >> 5) & bank & bicsOn;
      vat = capital2 & ((digit >> 2) | (digit >> 3) | (digit >> 4) | (digit >> 5)) & vatsOn;
    }
    if ((digit | backslash | key | pem | login | bic) == 0) continue;
    const opener = maskOf(shl(ca, 1), shl(cb, 1), shl(cc, 1), shl(cd, 1));

    const start = digit & fresh;
    const two = digit & (digit >> 1);
    const three = two & (digit >> 2);
    const four = two & (two >> 2);
    const sep5 = separator >> 5;
    const start3 = start & three & sep3;
    const start4 = start & four & sep4;

    const ssn = start3 & (two >> 4) & (separator >> 6) & (four >> 7) & ssnsOn;
    const run13 = start & four & (four >> 4) & (four >> 8) & (digit >> 12);
    key &= ~run13;
    const grouped = start4 & (four >> 5) & ((separator >> 9) | ((two >> 9) & (separator >> 11)));
    const card = run13 | grouped;

    const threes = start3 & (three >> 4) & (separator >> 7);
    const american = threes | (start & sep1 & (three >> 2) & sep5 & (three >> 6));
    let trunk =
      (start3 & (three >> 4)) |
      (start4 & (three >> 5)) |
      (start & four & (digit >> 4) & sep5 & (three >> 6)) |
      (start & two & (separator >> 2) & (two >> 3) & sep5 & (two >> 6) & (separator >> 8));
    if (trunk != 0) trunk &= maskOf(zeros(a), zeros(b), zeros(c), zeros(d));
    const phone = (american | trunk | (opener & fresh & (digit >> 1))) & phonesOn;

    let ip: u64 = 0;
    const between = separator & (digit << 1) & (digit >> 1) & ipsOn;
    if (popcnt(between) > 2) {
      const dot = maskOf(dots(a), dots(b), dots(c), dots(d));
      const inner = dot & between;
      let next = dot & (octetBefore(inner, digit, two, three) >> 1);
      next = dot & (octetBefore(next, digit, two, three) >> 1);
      ip = start & octetBefore(next, digit, two, three);
    }

    let mac: u64 = 0;
    let national: u64 = 0;
    let context: u64 = 0;
    if (withMore) {
      mac = (separator >> 2) & sep5 & (separator >> 8);
      if (mac != 0) mac &= fresh & word2 & (word2 >> 3) & (separator >> 11);

      // National numbers; some have the forms of cards, keys and MAC addresses.
      const ended = (letter >> 8) | (separator >> 8);
      const personal = (start & four & (four >> 4)) | (letter & fresh & (word >> 1) & (four >> 2) & (two >> 6));
      const tripled = threes & (three >> 8);
      const pointed = start & (separator >> 6) & (separator >> 10) & (three >> 3) & (three >> 7);
      const spaced = start & sep1 & sep4 & (separator >> 7) & (two >> 5);
      const born = start & four & (separator >> 6) & (four >> 7);
      const medicare = start & (letter >> 1) & (digit >> 3) & (((letter >> 4) & (letter >> 8)) | (sep4 & (separator >> 8)));
      const swiss = start3 & (four >> 4) & (separator >> 8) & (digit >> 9);
      const taxed = start & four & (four >> 4) & (three >> 8) & ~(digit >> 11);
      national = mac | (personal & ended) | tripled | pointed | spaced | taxed | swiss | born | medicare;
      // What words could tell stands close behind the last byte of one.
      context = told;
      told = 0;
      const digitSoon = digit | (digit >> 1);
      let telling = (word & fresh & (digitSoon | (digitSoon >> 2) | (digitSoon >> 4)) & contextOn) | bic;
      const high = maskOf(a, b, c, d);
      const spoken = letter | high;
      let ends = spoken & (spoken << 1) & ~((word | high) >> 1) & PLACES;
      ends &= (telling >> 2) | (telling >> 3) | (telling >> 4) | (telling >> 5);
      if (ends != 0) {
        // It has seven characters, or one to six, a dash, dot or slash, and more.
        const joint = separator & (word >> 1) & ~maskOf(spaces(a), spaces(b), spaces(c), spaces(d));
        let near = word & (joint >> 1);
        near |= word & (near >> 1);
        near |= word2 & (near >> 2);
        near |= word2 & (near >> 2);
        telling &= (word4 & (word4 >> 3)) | near;
        ends &= (telling >> 2) | (telling >> 3) | (telling >> 4) | (telling >> 5);
        while (ends != 0) {
          const end = ends & -ends;
          ends ^= end;
          if (endsContext(window + <usize>ctz(end))) context |= telling & (end * BEHIND_GAP);
        }
        told = context >> <u64>STRIDE;
      }
    }

    let iban = letter & fresh & (letter >> 1) & (two >> 2) & ibansOn;
    if (iban != 0) {
      iban &= ((word4 >> 4) & (word4 >> 8)) | (sep4 & (word4 >> 5));
    }

    const hex = backslash & hexOn;
    let places = (ssn | card | phone | ip | iban | hex | key | pem | national | login | vat | context) & PLACES;
    while (places != 0) {
      const place = places & -places;
      const at = window + <usize>ctz(places);
      places ^= place;
      if (at < pendingEnd && at != pendingStart) continue;
      while (anchorStart <= at) meetAnchor();
      if ((ssn & place) != 0) propose(at, ssnEnd(at), SSN);
      if ((card & place) != 0) {
        if (isOn(CARD)) propose(at, cardEnd(at), CARD);
        if (withMore) proposeLikeCard(at);
      }
      if ((iban & place) != 0) propose(at, ibanEnd(at), IBAN);
      if ((phone & place) != 0) propose(at, phoneEnd(at), PHONE);
      if ((ip & place) != 0) propose(at, v4StartingAt(at), IP);
      if (withMore) {
        if ((key & place) != 0) proposeKey(at);
        if ((pem & place) != 0 && isOn(PEM)) propose(at, pemEnd(at), PEM);
        if ((mac & place) != 0 && isOn(MAC)) propose(at, macEnd(at), MAC);
        if ((national & place) != 0) proposeNational(at);
        if ((login & place) != 0) propose(at, loginEnd(at), LOGIN);
        if ((vat & place) != 0) propose(at, vatEnd(at), VAT);
        if ((context & place) != 0) proposeByContext(at);
      }
      if ((hex & place) != 0 && byteAt(at + 1) == 0x78) searchHex(at);
    }
  }
  while (anchorStart != usize.MAX_VALUE) meetAnchor();
  closeSink();
}

function meetAnchor(): void {
  offer(anchorStart, anchorEnd, anchorKind);
  nextAnchor();
}

@inline
function propose(start: usize, end: usize, kind: u32): void {
  if (end != 0) offer(start, end, kind);
}

function proposeKey(at: usize): void {
  if (isOn(WALLET)) propose(at, walletEnd(at), WALLET);
  if (isDigit(at)) return;
  if (isOn(JWT)) propose(at, jwtEnd(at), JWT);
  if (isOn(APIKEY)) propose(at, apiKeyEnd(at), APIKEY);
  if (isOn(CODICE)) propose(at, codiceEnd(at), CODICE);
  if (isOn(PERSONID)) propose(at, mexicanEnd(at), PERSONID);
}

/** `at` is the backslash of `\x`. All its digits are one hit when the bytes they write hold one. */
function searchHex(at: usize): void {
  let from = at + 2;
  let to = decoded;
  while (isHex(from) && isHex(from + 1)) {
    store<u8>(to, (hexValue(from) << 4) | hexValue(from + 1));
    from += 2;
    to++;
  }
  if (isHex(from)) from++;
  endText(to);

  saveSink();
  saveAnchors();
  openSink(TO_FIRST_KIND, decoded);
  search(decoded, to, false);
  const kind = firstKind;
  restoreAnchors();
  restoreSink();
  if (kind != NO_KIND) offer(at, from, kind);
}

function hexValue(at: usize): u32 {
  const byte = byteAt(at);
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}
