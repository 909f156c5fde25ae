// Sixty-four bytes, or their classes, as a mask of one bit each.

@inline
export function maskOf(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16);
  const high = <u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16);
  return <u64>low | (<u64>high << 32);
}

/** Moves a class bit to where `bitmask` reads it; what spills into the neighbour byte stays below. */
@inline
export function shl(classes: v128, by: i32): v128 {
  return i16x8.shl(classes, by);
}

@inline
export function noWord(classes: v128): v128 {
  return i8x16.eq(v128.and(classes, i8x16.splat(15)), i8x16.splat(0));
}

@inline
export function zeros(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(0x30));
}

@inline
export function dots(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(0x2e));
}

@inline
export function spaces(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(0x20));
}

@inline
export function slashes(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(0x2f));
}

/** Places from which one to three digits lead to a marked place. */
@inline
export function octetBefore(marked: u64, digit: u64, two: u64, three: u64): u64 {
  return (digit & (marked >> 1)) | (two & (marked >> 2)) | (three & (marked >> 3));
}
