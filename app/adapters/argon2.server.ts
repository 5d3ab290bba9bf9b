import { hash, type Options, parseOptions, verify } from "@node-rs/argon2"
import { OutsideFailure } from "~/platform/language/errors"
import { once } from "~/platform/once.server"
import { token } from "~/platform/security/crypto.server"

/** argon2id by OWASP's minimum: 19 MiB, two passes, one lane; some 22 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options

const MOST_AT_ONCE = 2
const MOST_WAITING = 20

/** What may be done with a password while it is one's turn. */
export type Hasher = {
  /** The password as it is kept: a PHC string with its own salt. */
  hash(password: string): Promise<string>
  /** Whether a password is the one that was hashed. Without a hash the answer is no, after the same work. */
  matches(kept: string | null, password: string): Promise<boolean>
  /** Whether a kept hash was made at another cost than today's. */
  isOutdated(kept: string): boolean
}

const hasher: Hasher = {
  hash: (password) => hash(password.normalize("NFC"), cost),
  async matches(kept, password) {
    const right = await verify(kept ?? (await nobodysHash()), password.normalize("NFC"))
    return right && kept !== null
  },
  isOutdated(kept) {
    const made = parseOptions(kept)
    return (
      made.memoryCost !== cost.memoryCost || made.timeCost !== cost.timeCost || made.parallelism !== cost.parallelism
    )
  },
}

/** The hash that is checked where there is no person: of a secret that nobody knows. */
const nobodysHash = () => once("nobody's password hash", () => hash(token(), cost))

type Line = { busy: number; waiting: (() => void)[] }
const line = () => once<Line>("password line", () => ({ busy: 0, waiting: [] }))

/**
 * Does work with passwords when it is its turn: two at a time in this process, twenty may wait. Fails with
 * OutsideFailure("passwords"), retriable, when more would have to.
 */
export async function inTurn<R>(work: (hasher: Hasher) => Promise<R>): Promise<R> {
  const { waiting } = line()
  if (line().busy < MOST_AT_ONCE) line().busy += 1
  else if (waiting.length < MOST_WAITING) await new Promise<void>((called) => waiting.push(called))
  else
    throw new OutsideFailure("passwords", "Many people are signing in at once. Try again in a moment.", {
      retriable: true,
    })
  try {
    await nobodysHash()
    return await work(hasher)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else line().busy -= 1
  }
}
