import type { Role } from "~/organizations/role"
import type { TaxCategory } from "~/pricing/tax"

/** A priced line of a story. */
export type StoryLine = {
  name: string
  description?: string
  quantity?: string
  unit?: string
  unitPrice: string
  recurrence?: "once" | "monthly"
  isOptional?: boolean
}

type On = { daysAgo: number }

/** An invoice of a story beside the deposit, and the money that came for it. */
export type StoryInvoice = {
  title: string
  lines: readonly StoryLine[]
  termsDays: number
  /** Left out, the invoice stays a draft. */
  issued?: On
  paid?: On & { amount?: string }
}

/** One client's way through the agency. Days count back from today; what is left out has not happened. */
export type Road = {
  key: string
  owner: Role
  client: {
    company: string
    legalName?: string
    website: string
    line1: string
    postalCode: string
    city: string
    country: string
    vatId?: string
    taxTreatment?: TaxCategory
    contact: { name: string; jobTitle: string; email: string; phone: string }
  }
  /** How it began, when it began at the form. */
  enquiry?: On & { message: string; campaign?: { source: string; medium: string; campaign: string } }
  deal: On & { title: string; closesInDays: number; termMonths?: number; lines: readonly StoryLine[] }
  notes?: readonly (On & { by: Role; text: string })[]
  proposal?: {
    drafted: On
    sent?: On & { message?: string }
    opened?: On
    asked?: On & { question: string }
    /** The optional lines that the client chose, by their names. */
    signed?: On & { options: readonly string[] }
    declined?: On & { reason: string }
  }
  negotiation?: On
  lost?: On & { reason: string; competitor?: string }
  depositPaid?: On
  invoices?: readonly StoryInvoice[]
}

/** A line paid once. */
export const work = (name: string, unitPrice: string, rest: Partial<StoryLine> = {}): StoryLine => ({
  name,
  unitPrice,
  ...rest,
})

/** A line paid every month. */
export const monthly = (name: string, unitPrice: string, rest: Partial<StoryLine> = {}): StoryLine => ({
  ...{ name, unitPrice, recurrence: "monthly" },
  ...rest,
})

/** A line that the client may choose. */
export const option = (name: string, unitPrice: string, rest: Partial<StoryLine> = {}): StoryLine => ({
  ...{ name, unitPrice, isOptional: true },
  ...rest,
})
