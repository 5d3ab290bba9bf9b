import { z } from "zod"
import { query } from "~/platform/data/query.server"
import { hasDocuments } from "./edit-numbering.server"
import { defaultPatterns } from "./number-pattern"
import { getOrganization } from "./organization-queries.server"
import { currencyOptions } from "./set-up-options.server"

/** How documents are numbered and in which currency, as its form shows it. */
export const getNumbering = query({
  name: "get-numbering",
  permission: "numberings.edit",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { currency, invoicePattern, creditNotePattern } = await getOrganization(ctx, {})
    return {
      defaults: {
        currency,
        invoicePattern: invoicePattern ?? defaultPatterns.invoice,
        creditNotePattern: creditNotePattern ?? defaultPatterns.credit_note,
      },
      isBegun: await hasDocuments(ctx),
      currencies: currencyOptions,
    }
  },
})
