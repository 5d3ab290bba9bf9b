import { z } from "zod"
import { isCalendarDate } from "./dates"
import { type Id, isId } from "./ids"
import { isCurrency } from "./money"
import { isEmail, isSeen, normalizeEmail, normalizeText } from "./text"

/*
 * The fields commands' inputs are built from. Each takes what it gives: parsing a parsed value changes nothing, so a form's
 * door and the command may both parse. Empty optional text is null. Browsers send strings; programs may send the same.
 */

const plain = (max: number) =>
  z
    .string("Enter this as text")
    .transform((text) => normalizeText(text).trim())
    .transform((text) => (isSeen(text) ? text : ""))
    .refine((text) => text.length <= max, `Keep this under ${max + 1} characters`)

/** A required text of one or several lines. */
export const text = (what: string, max = 200) =>
  z.preprocess(
    (given) => given ?? "",
    plain(max).refine((t) => t.length > 0, what),
  )

/** A required text of one line: a name never carries line ends into a mail's head, a title or a row of a table. */
export const line = (what: string, max?: number) => text(what, max).transform(onOneLine)

/** A text of several lines as one. */
export const onOneLine = (typed: string) => typed.replace(/\s*\n\s*/g, " ")

/** A text that may be left empty, which is null. */
export const optionalText = (max = 200) =>
  z
    .preprocess(
      (given) => given ?? "",
      plain(max).transform((t) => (t === "" ? null : t)),
    )
    .prefault("")

/** A long text that may be empty. */
export const longText = (max = 20_000) => z.preprocess((given) => given ?? "", plain(max)).prefault("")

/** The id of a row of a table. */
export const id = <Table extends string>(_table: Table, what = "Choose one from the list") =>
  z.preprocess(
    (given) => given ?? "",
    z
      .string()
      .refine(isId, what)
      .transform((t) => t as Id<Table>),
  )

/** The id of a row, or none. */
export const optionalId = <Table extends string>(_table: Table) =>
  z
    .preprocess(
      (given) => (given === "" || given === undefined ? null : given),
      z
        .string()
        .refine(isId, "Choose one from the list")
        .transform((t) => t as Id<Table>)
        .nullable(),
    )
    .prefault(null)

/** A required e-mail address, normalised. */
export const email = (what = "Enter an e-mail address") =>
  z.preprocess(
    (given) => given ?? "",
    plain(254)
      .refine((t) => t.length > 0, what)
      .refine((t) => t.length === 0 || isEmail(t), "Enter an e-mail address like name@example.com")
      .transform((t) => (isEmail(t) ? normalizeEmail(t) : t)),
  )

/** An e-mail address that may be left empty. */
export const optionalEmail = () =>
  z
    .preprocess(
      (given) => given ?? "",
      plain(254)
        .refine((t) => t === "" || isEmail(t), "Enter an e-mail address like name@example.com")
        .transform((t) => (t === "" ? null : normalizeEmail(t))),
    )
    .prefault("")

/** A calendar date, or none. */
export const optionalDate = () =>
  z
    .preprocess(
      (given) => (given === "" || given === undefined ? null : given),
      z.string().refine(isCalendarDate, "Enter a date as year-month-day").nullable(),
    )
    .prefault(null)

/** A required calendar date. */
export const calendarDay = (what = "Enter a date") =>
  z.preprocess(
    (given) => given ?? "",
    z
      .string()
      .refine((t) => t !== "", what)
      .refine((t) => t === "" || isCalendarDate(t), "Enter a date as year-month-day"),
  )

/** A whole number within bounds. */
export const wholeNumber = (min: number, max: number, what = `Enter a whole number from ${min} to ${max}`) =>
  z.preprocess(
    (given) => (typeof given === "string" && /^\s*-?\d+\s*$/.test(given) ? Number(given) : given),
    z.number(what).int(what).min(min, what).max(max, what),
  )

/** A whole number or none. */
export const optionalWholeNumber = (min: number, max: number) =>
  z
    .preprocess((given) => (given === "" || given === undefined ? null : given), wholeNumber(min, max).nullable())
    .prefault(null)

/** The version of the record that was read, which an edit must name. */
export const version = () => wholeNumber(1, 2_147_483_647, "Reload the page and try again")

/** A box that may be ticked; browsers send "on" or nothing. */
export const checkbox = () =>
  z.preprocess((given) => given === true || given === "on" || given === "true", z.boolean()).prefault(false)

/** An exact decimal as text, such as a quantity or a percentage; a comma before the decimals is taken as a point. */
export const decimal = (options: { what: string; min?: number; max?: number; places?: number; fallback?: string }) =>
  z.preprocess(
    (given) => {
      const t = typeof given === "number" ? String(given) : ((given as string | undefined) ?? "")
      const tidy =
        typeof t === "string"
          ? t
              .trim()
              .replace(/^(-?\d+),(\d+)$/, "$1.$2")
              .replace(/(\.\d*?)0+$/, "$1")
              .replace(/\.$/, "")
          : t
      return tidy === "" && options.fallback !== undefined ? options.fallback : tidy
    },
    z
      .string()
      .regex(new RegExp(`^-?\\d{1,12}(\\.\\d{1,${options.places ?? 4}})?$`), { error: options.what, abort: true })
      .refine((t) => options.min === undefined || Number(t) >= options.min, options.what)
      .refine((t) => options.max === undefined || Number(t) <= options.max, options.what),
  )

/** A currency the money table knows, ISO 4217. */
export const currency = () =>
  z.preprocess((given) => given ?? "", z.string().refine(isCurrency, "Choose a currency from the list"))

/** A country, ISO 3166-1 alpha-2. */
export const country = () =>
  z.preprocess(
    (given) => (typeof given === "string" ? given.toUpperCase() : (given ?? "")),
    z.string().regex(/^[A-Z]{2}$/, "Choose a country from the list"),
  )

/** A VAT id with the letters of its country, or none; spaces, points and dashes are left out. */
export const optionalVatId = () =>
  z
    .preprocess(
      (given) => (typeof given === "string" ? given.replace(/[\s.-]/g, "").toUpperCase() || null : (given ?? null)),
      z
        .string()
        .regex(/^[A-Z]{2}[A-Z0-9+*]{2,14}$/, "Begin with the country's two letters, as in DE123456789")
        .nullable(),
    )
    .prefault(null)

/** A web address with http or https; without a scheme, https is meant. Null when empty. */
export const optionalWebAddress = () =>
  z
    .preprocess(
      (given) => {
        const t = typeof given === "string" ? given.trim() : ""
        if (t === "") return null
        return /^[a-z][a-z0-9+.-]*:/i.test(t) ? t : `https://${t}`
      },
      z
        .url({ protocol: /^https?$/, hostname: /^[a-z0-9.-]+$/, error: "Enter a web address like https://example.com" })
        .max(300)
        .nullable(),
    )
    .prefault(null)
