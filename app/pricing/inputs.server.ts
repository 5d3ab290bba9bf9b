import { z } from "zod"
import { checkbox, decimal, optionalText, text } from "~/platform/language/fields.server"
import { taxCategories, taxProblem } from "./tax"

/** A price as people type it, in units of the currency, with up to four decimals: "1500", "1500.00", "0.0035". */
const price = () => decimal({ what: "Enter a price such as 1500.00", min: 0, places: 4 })

const percent = (fallback?: string) => decimal({ what: "Enter a percentage from 0 to 100", min: 0, max: 100, fallback })

/** A second tax's rate, or none: nothing and 0 alike. */
export const secondRate = () =>
  z
    .preprocess((given) => (given === undefined || given === "" ? null : given), percent().nullable())
    .transform((rate) => (rate !== null && Number(rate) === 0 ? null : rate))
    .prefault(null)

/** A line as forms and programs give it; the same on deals, proposals and invoices. */
const lineInput = (leastQuantity: number) =>
  z
    .object({
      name: text("Say what the line is for", 200),
      description: optionalText(2000),
      quantity: decimal({
        what: "Enter a quantity such as 1 or 2.5",
        min: leastQuantity,
        max: 999_999,
        fallback: "1",
      }).prefault("1"),
      unit: optionalText(20),
      unitPrice: price(),
      discountPercent: percent("0").prefault("0"),
      taxCategory: z.enum(taxCategories, "Choose how the line is taxed").default("standard"),
      taxRate: percent("0").prefault("0"),
      taxReason: optionalText(200),
      secondTaxRate: secondRate(),
      recurrence: z.enum(["once", "monthly"], "Choose how often it is paid").default("once"),
      isOptional: checkbox(),
    })
    .transform((line) => (line.taxCategory === "standard" ? line : { ...line, taxRate: "0", secondTaxRate: null }))
    .superRefine((line, ctx) => {
      const problem = taxProblem(line.taxCategory, line.taxRate)
      if (problem) ctx.addIssue({ code: "custom", path: ["taxRate"], message: problem })
      if (line.taxCategory === "standard" && line.taxReason !== null) {
        const message = "A reason is printed only where no tax is charged: choose how the line is taxed, or clear it."
        ctx.addIssue({ code: "custom", path: ["taxReason"], message })
      }
      if (line.secondTaxRate !== null && Number(line.secondTaxRate) === Number(line.taxRate)) {
        ctx.addIssue({ code: "custom", path: ["secondTaxRate"], message: "The second tax has a rate of its own." })
      }
    })

/** A line of a deal or a proposal. */
export const LineInput = lineInput(0)

const linesInput = (line: typeof LineInput) => z.array(line).max(100, "Keep at most 100 lines").default([])

/** The lines of a document, in their order. */
export const LinesInput = linesInput(LineInput)

/** The lines of an invoice, where a quantity below zero deducts what was billed before (EN 16931 BR-27). */
export const InvoiceLinesInput = linesInput(lineInput(-999_999))

export type Line = z.output<typeof LineInput>
