import { commonWords, knownPasswords } from "./common-passwords"
import { passwordLength } from "./password-length"

/** What the rules know of the person: their names, address and organization, none of which may be the whole password. */
export type OwnWords = readonly (string | null | undefined)[]

const productWords = ["signoff"]

/**
 * Why a password will not do, as a sentence, or null. There are no rules about kinds of characters: it must be long enough,
 * and nothing that is guessed first (leaked favourites, own names, runs and repeats).
 */
export function passwordProblem(password: string, own: OwnWords = []): string | null {
  const composed = password.normalize("NFC")
  const length = [...composed].length
  if (length < passwordLength.least)
    return `Use at least ${passwordLength.least} characters; a few words in a row are fine.`
  if (length > passwordLength.most) return `Use at most ${passwordLength.most} characters.`
  const small = composed.toLowerCase()
  if (knownPasswords.has(small.replace(/[\s\p{P}]/gu, "")) || isMonotonous(small))
    return "This password is among the first that are tried. Choose another."
  if (own.some((text) => text?.toLowerCase() === small) || isMadeOf(small, ownWords(own)))
    return "Do not make a password of your own names. Choose another."
  if (isMadeOf(small, commonWords)) return "This password is among the first that are tried. Choose another."
  return null
}

/** Figures that stand for letters: "p4ssw0rd". */
const spelled: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
}

const lettersOf = (text: string) => text.normalize("NFD").replace(/[^a-z]/g, "")
const unspelled = (text: string) => [...text].map((sign) => spelled[sign] ?? sign).join("")

function ownWords(own: OwnWords): Set<string> {
  const words = own.flatMap((text) => (text ?? "").toLowerCase().split(/[^\p{L}]+/u)).map(lettersOf)
  return new Set([...productWords, ...words.filter((word) => word.length >= 3)])
}

/** Whether nothing of a password is left without figures, signs and at most two different words of a list. */
function isMadeOf(small: string, words: ReadonlySet<string>): boolean {
  const withoutFigures = lettersOf(small)
  const withFiguresRead = lettersOf(unspelled(small))
  const withoutTail = lettersOf(unspelled(small.replace(/[\d\W_]+$/u, "").replace(/^[\d\W_]+/u, "")))
  return [withoutFigures, withFiguresRead, withoutTail].some(
    (letters) => letters.length > 0 && leastWords(letters, words) <= 2,
  )
}

/** By how few different words of a list a text can be spelled out whole; Infinity when it cannot. */
function leastWords(letters: string, words: ReadonlySet<string>): number {
  const spellings: (Set<string> | null)[] = [new Set()]
  for (let end = 1; end <= letters.length; end++) {
    spellings[end] = null
    for (let start = Math.max(0, end - 24); start < end; start++) {
      const before = spellings[start]
      const word = letters.slice(start, end)
      if (!before || !words.has(word)) continue
      const together = new Set(before).add(word)
      if (together.size < (spellings[end]?.size ?? Number.POSITIVE_INFINITY)) spellings[end] = together
    }
  }
  return spellings[letters.length]?.size ?? Number.POSITIVE_INFINITY
}

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
]
const runs = rows.flatMap((row) => [row, [...row].reverse().join("")])

/** Whether a password is one short thing over and over, a few signs only, or runs of the alphabet and the keyboard. */
function isMonotonous(small: string): boolean {
  if (new Set(small).size < 5) return true
  if (/^(.{1,5}?)\1+.{0,4}$/su.test(small)) return true
  return withoutRuns(small).length <= 3
}

/** What remains when runs of four or more neighbours are taken out. */
function withoutRuns(small: string): string {
  let rest = ""
  for (let at = 0; at < small.length; ) {
    const length = runLength(small.slice(at))
    if (length < 4) rest += small[at]
    at += length < 4 ? 1 : length
  }
  return rest
}

function runLength(text: string): number {
  let length = 0
  while (length < text.length && runs.some((run) => run.includes(text.slice(0, length + 1)))) length += 1
  return length
}
