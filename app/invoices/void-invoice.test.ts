import { beforeAll, describe, expect, it } from "vitest"
import { aDraft, anIssuedInvoice, plainDraft } from "../../tests/support/billing"
import { type Agency, anAgency } from "../../tests/support/world"
import { editInvoice } from "./edit-invoice.server"
import { getInvoice } from "./invoice-queries.server"
import { voidInvoice } from "./void-invoice.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

describe("voiding", () => {
  it("puts a draft aside for good", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    await voidInvoice(agency.finance, { invoiceId })
    expect(await getInvoice(agency.owner, { invoiceId })).toMatchObject({ status: "void", number: null })
    await expect(voidInvoice(agency.finance, { invoiceId })).rejects.toMatchObject({ kind: "conflict" })
    const again = editInvoice(agency.owner, { invoiceId, version: 2, ...plainDraft, companyId })
    await expect(again).rejects.toMatchObject({ kind: "conflict", message: "This draft was voided." })
  })

  it("is refused for an issued invoice", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    await expect(voidInvoice(agency.owner, { invoiceId })).rejects.toMatchObject({ kind: "conflict" })
    expect((await getInvoice(agency.owner, { invoiceId })).status).toBe("issued")
  })

  it("is not for guests and members", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    for (const as of [agency.member, agency.guest]) {
      await expect(voidInvoice(as, { invoiceId })).rejects.toMatchObject({ kind: "forbidden" })
    }
  })
})
