import fc from "fast-check"
import { normalizeText } from "~/platform/language/text"

/** Names and words that programs get wrong, each for a reason of its own. */
const known = [
  "Zoë Ångström",
  "Zoë Ångström".normalize("NFD"),
  "İstanbul ﬁne ß ẞ ſ K",
  "Ἀθῆναι Ελλάδα",
  "Київ Ђорђе",
  "Nguyễn Thị Hiền",
  "株式会社山田デザイン",
  "고양이 회사".normalize("NFD"),
  "𠮷野家 𩸽 𝒜𝓁𝑔",
  "محمد بن سلمان",
  "שָׁלוֹם עולם",
  "नमस्ते क्षत्रिय",
  "ภาษาไทย กำ",
  "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇺🇦 1️⃣",
  "☕︎ ☕️",
  "a\u202Egpj.exe\u202Cb",
  "zero\u200Bwidth\u200Djoiner\u200Cnon\u2060word",
  "Z̸̡͌a̴̛͚l̶̰̓g̵̣̈ö̷̱́",
  "soft\u00ADhyphen nb\u00A0sp \u2028line\u2029paragraph",
  "ＦＵＬＬ width ½ ① ㎏",
  `O’Brien & Söhne <GmbH> "q" 'a'  / %25 {{x}} =1+1`,
  "\uFEFFmark in front",
  "\uD83D lone \uDE00",
  "tab\there",
]

const pools = [
  [0x41, 0x7a],
  [0xc0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x590, 0x6ff],
  [0x900, 0x97f],
  [0xe00, 0xe7f],
  [0x1e00, 0x1fff],
  [0x2000, 0x206f],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xfe00, 0xfe0f],
  [0xff00, 0xffef],
  [0x1f300, 0x1faff],
  [0x20000, 0x2a6df],
] as const

const character = fc
  .constantFrom(...pools)
  .chain(([from, to]) => fc.integer({ min: from, max: to }))
  .map((code) => String.fromCodePoint(code))
const chance = fc.array(character, { minLength: 1, maxLength: 24 }).map((parts) => `x${parts.join("")}x`)

/** So many texts: those that are known to be got wrong, and others by chance. */
export const unicodeTexts = (count: number, seed: number): string[] =>
  [...known, ...fc.sample(chance, { numRuns: Math.max(0, count - known.length), seed })].slice(0, count)

/** A text of one line as it is kept: composed, without what cannot be kept, and trimmed. */
export const keptAs = (text: string) => normalizeText(text).trim()
