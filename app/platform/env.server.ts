import { createPublicKey, randomBytes } from "node:crypto"
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { z } from "zod"
import { CannotStart } from "#db/cannot-start"
import { once } from "./once.server"

const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((n) => n >= from && n <= to)

const address = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), { abort: true })

const origin = address("http", "https")
  .refine((text) => {
    const url = new URL(text)
    return url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password
  })
  .transform((text) => new URL(text).origin)

const base = address("http", "https").transform((text) => text.replace(/\/+$/, ""))
const database = address("postgres", "postgresql")
const prefixed = (...prefixes: string[]) =>
  z.string().refine((text) => prefixes.some((prefix) => text.startsWith(prefix)))
const flag = z.enum(["0", "1"]).transform((text) => text === "1")
const publicKey = z.string().refine((text) => {
  try {
    return createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" }).asymmetricKeyType === "ec"
  } catch {
    return false
  }
})
/** How many different characters a secret has at least: one that was made by chance has more, one that was typed to fill a field has fewer. */
const fewestLetters = 10
const isMadeUp = (key: string) =>
  new Set(key).size < fewestLetters || /change.?me|replace.?me|example|secret.?key|password|12345678/i.test(key)
const isStrong = (key: string, shortest: number) => key.length >= shortest && !isMadeUp(key)
const secretKey = z.string().refine((text) => text.split(",").every((key) => isStrong(key.trim(), 32)))
const aPort = "must be a port, a whole number from 1 to 65535"
const aDatabase = "must be a postgres:// address"
const aBase = "must be an http:// or https:// address"

/**
 * Every setting with the sentence the README gives it. `must` completes "<NAME> …" when the value is wrong;
 * the value of a secret one is never repeated.
 */
export const settings = {
  PORT: { says: "Port the program serves on (3000).", must: aPort, schema: whole(1, 65535).default(3000) },
  HOST: {
    says: "Address to listen on (both loopback addresses; containers set 0.0.0.0).",
    must: "must be a host name or an IP address",
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .optional(),
  },
  APP_URL: {
    says: "The address people open, such as https://work.example.com; links in mails are made from it, and only its host is served.",
    must: "must be an http:// or https:// address without a path",
    schema: origin.optional(),
  },
  TRUST_PROXY: {
    says: "How many proxies stand in front, whose X-Forwarded-* headers are believed (0).",
    must: "must be a whole number from 0 to 10",
    schema: whole(0, 10).default(0),
  },
  DATA_DIR: {
    says: "Folder of the embedded database, uploaded files and the secret key (./data).",
    must: "must be a folder's path",
    schema: z
      .string()
      .default("./data")
      .transform((path) => resolve(path)),
  },
  DATABASE_URL: {
    says: "Your own Postgres 15 or later, as the owner of the database; without it an embedded one runs.",
    must: aDatabase,
    secret: true,
    schema: database.optional(),
  },
  DATABASE_WEB_URL: {
    says: "The web role's connection, where the owner may not create roles.",
    must: aDatabase,
    secret: true,
    schema: database.optional(),
  },
  DATABASE_DIRECT_URL: {
    says: "A connection past the pooler, for listening, jobs and migrations, when DATABASE_URL goes through one.",
    must: aDatabase,
    secret: true,
    schema: database.optional(),
  },
  SECRET_KEY: {
    says: "What everything secret is derived from, 32 characters or more; several, newest first, are separated by commas (made and kept in DATA_DIR when absent).",
    must: "must have 32 characters or more, made by chance (openssl rand -base64 48)",
    secret: true,
    schema: secretKey.optional(),
  },
  STRIPE_SECRET_KEY: {
    says: "The installation's Stripe key; without it card payment is off, or played by the sandbox.",
    must: "must begin with sk_ or rk_",
    secret: true,
    schema: prefixed("sk_", "rk_").optional(),
  },
  STRIPE_WEBHOOK_SECRET: {
    says: "The signing secret of the Stripe webhook that calls /webhooks/stripe.",
    must: "must begin with whsec_",
    secret: true,
    schema: prefixed("whsec_").optional(),
  },
  STRIPE_API_BASE: { says: "Another address for Stripe's API.", must: aBase, schema: base.optional() },
  SENDGRID_API_KEY: {
    says: "The installation's SendGrid key, to send mail through SendGrid.",
    must: "must begin with SG.",
    secret: true,
    schema: prefixed("SG.").optional(),
  },
  SENDGRID_WEBHOOK_KEY: {
    says: "The verification key of the SendGrid event webhook that calls /webhooks/sendgrid.",
    must: "must be the public key SendGrid shows for the signed event webhook",
    schema: publicKey.optional(),
  },
  SENDGRID_API_BASE: { says: "Another address for SendGrid's API.", must: aBase, schema: base.optional() },
  SMTP_URL: {
    says: "A mail server, to send mail through it, such as smtps://user:password@mail.example.com.",
    must: "must be an smtp:// or smtps:// address",
    secret: true,
    schema: address("smtp", "smtps").optional(),
  },
  MAIL_FROM: {
    says: "Who mails come from, such as Signoff <post@work.example.com>.",
    must: "must be an e-mail address, or a name with the address in angle brackets",
    schema: z
      .string()
      .regex(/^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/)
      .default("Signoff <no-reply@localhost>"),
  },
  OPENAI_API_KEY: {
    says: "Key of an OpenAI-compatible service, for drafts of replies.",
    must: "must be a key",
    secret: true,
    schema: z.string().optional(),
  },
  OPENAI_BASE_URL: { says: "Another address for that service.", must: aBase, schema: base.optional() },
  OIDC_ALLOW_PRIVATE: {
    says: "1 lets identity providers stand at private addresses and other ports than 443, as inside a company's network; https it is all the same.",
    must: "must be 0 or 1",
    schema: flag.default(false),
  },
  SANDBOX: {
    says: "1 runs the local stand-ins for payment, mail and drafting with your own database too.",
    must: "must be 0 or 1",
    schema: flag.default(false),
  },
  SANDBOX_PORT: { says: "Port of the stand-ins (PORT + 1).", must: aPort, schema: whole(1, 65535).optional() },
  LOG_LEVEL: {
    says: "The least that is logged: trace, debug, info, warn, error, fatal or silent (info).",
    must: "must be trace, debug, info, warn, error, fatal or silent",
    schema: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  },
  METRICS_TOKEN: {
    says: "Bearer token for /metrics; without it only this machine is answered.",
    must: "must be a token of 16 characters or more without spaces, made by chance",
    secret: true,
    schema: z
      .string()
      .regex(/^\S+$/)
      .refine((text) => isStrong(text, 16))
      .optional(),
  },
  RATE_LIMITS: {
    says: "off lifts the limits per network address and per organization, for tests; those per account stay (on).",
    must: "must be on or off",
    schema: z.enum(["on", "off"]).default("on"),
  },
} as const satisfies Record<string, { says: string; must: string; secret?: true; schema: z.ZodType }>

type Settings = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]["schema"]> }

/** The settings under their own names, and what follows from them. */
export type Env = Omit<Settings, "SECRET_KEY" | "SANDBOX_PORT"> & {
  SECRET_KEY: string
  SANDBOX_PORT: number
  /** No DATABASE_URL: the embedded Postgres runs. */
  embedded: boolean
  /** The local stand-ins run: with the embedded database, or when asked for. */
  sandboxOn: boolean
  /** Source is served by Vite and reloaded. */
  development: boolean
  /** Every origin that is served: APP_URL's alone, else each loopback name. */
  origins: readonly [string, ...string[]]
  /** Where links in mails lead: APP_URL, else localhost. */
  publicUrl: string
  /** Cookies are Secure and named __Host-, HSTS is sent. */
  https: boolean
}

type Source = Record<string, string | undefined>

function readSetting(name: keyof typeof settings, source: Source): unknown {
  const { schema, must, secret }: { schema: z.ZodType; must: string; secret?: true } = settings[name]
  const text = source[name]?.trim() || undefined
  const parsed = schema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new CannotStart(`${name} ${must}${secret ? "" : `; it is ${JSON.stringify(text)}`}.`)
}

/**
 * An environment in which what stands in files is read: `<NAME>_FILE` names a file whose content is the setting, as containers
 * are given secrets. Throws CannotStart, naming the variable, for one that is set twice or whose file cannot be read.
 */
export function withFiles(source: Source): Source {
  const read = (Object.keys(settings) as (keyof typeof settings)[]).map((name): [string, string | undefined] => {
    const file = source[`${name}_FILE`]?.trim()
    if (!file) return [name, source[name]]
    if (source[name]?.trim()) throw new CannotStart(`${name} and ${name}_FILE are both set: leave one of them out.`)
    return [name, contentOf(file, `${name}_FILE`)]
  })
  return { ...source, ...Object.fromEntries(read) }
}

function contentOf(file: string, name: string): string {
  try {
    const content = readFileSync(file, "utf8").trim()
    if (content) return content
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CannotStart(`${name} names a file that cannot be read (${code}): ${JSON.stringify(file)}.`)
  }
  throw new CannotStart(`${name} names an empty file: ${JSON.stringify(file)}.`)
}

const loopback = (port: number) => {
  const suffix = port === 80 ? "" : `:${port}`
  return [`http://localhost${suffix}`, `http://127.0.0.1${suffix}`, `http://[::1]${suffix}`] as const
}

/** Reads the settings from an environment; throws CannotStart with one line that names the wrong one. Touches nothing. */
export function parseEnv(source: Source): Omit<Env, "SECRET_KEY"> & { SECRET_KEY?: string } {
  const names = Object.keys(settings) as (keyof typeof settings)[]
  const read = Object.fromEntries(names.map((name) => [name, readSetting(name, source)])) as Settings
  const embedded = read.DATABASE_URL === undefined
  if (embedded && (read.DATABASE_WEB_URL || read.DATABASE_DIRECT_URL)) {
    throw new CannotStart("DATABASE_URL must be set when DATABASE_WEB_URL or DATABASE_DIRECT_URL is.")
  }
  const SANDBOX_PORT = read.SANDBOX_PORT ?? read.PORT + 1
  const sandboxOn = embedded || read.SANDBOX
  if (sandboxOn && (SANDBOX_PORT === read.PORT || SANDBOX_PORT > 65535)) {
    throw new CannotStart(`SANDBOX_PORT ${aPort}, and another than PORT; it is ${SANDBOX_PORT}.`)
  }
  const origins = read.APP_URL ? ([read.APP_URL] as const) : loopback(read.PORT)
  return {
    ...read,
    SANDBOX_PORT,
    embedded,
    sandboxOn,
    development: source.NODE_ENV === "development",
    origins,
    publicUrl: origins[0],
    https: origins[0].startsWith("https://"),
  }
}

/** The key kept in the data folder, made (readable to its owner alone) when there is none; two starts at once agree on one. */
export function keptSecretKey(folder: string): string {
  const file = join(folder, "secret-key")
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`
  mkdirSync(folder, { recursive: true })
  try {
    return readKey(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
  }
  writeFileSync(draft, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readKey(file)
}

function readKey(file: string): string {
  const key = readFileSync(file, "utf8").trim()
  if (!secretKey.safeParse(key).success) {
    throw new CannotStart(`${file} must hold 32 characters or more, made by chance: restore it, or set SECRET_KEY.`)
  }
  chmodSync(file, 0o600)
  return key
}

function loadEnv(): Env {
  const parsed = parseEnv(withFiles(process.env))
  return { ...parsed, SECRET_KEY: parsed.SECRET_KEY ?? keptSecretKey(parsed.DATA_DIR) }
}

const loaded = () => once("env", loadEnv)

/** The process's settings, read from its environment at the first use of one. */
export const env: Env = new Proxy({} as Env, {
  get: (_, name) => Reflect.get(loaded(), name),
  has: (_, name) => Reflect.has(loaded(), name),
  ownKeys: () => Reflect.ownKeys(loaded()),
  getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(loaded(), name),
})
