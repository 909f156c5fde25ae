/** Words that never are a name without backticks, nor a call though a bracket follows. */
export const RESERVED: ReadonlySet<string> = new Set(
  `all alter analyze and as asc between both by case check collate constraint cross default delete
  desc distinct div drop else exists explain false for force from full group having ignore in index
  inner insert intersect except interval into is join key keys kill left like limit lock match mod
  natural not null on or order outer over partition primary procedure range references regexp
  rename replace restrict return returning right rlike row rows select set show straight_join table
  then to trailing leading true union unique unlock update use using values when where window with
  xor dual against escape separator duplicate lateral binary sounds`.split(/\s+/),
);

/** Of these, the ones that are called all the same. */
export const RESERVED_CALLS: ReadonlySet<string> = new Set(
  "insert replace left right mod values default match interval row if".split(" "),
);
