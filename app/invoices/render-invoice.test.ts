import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { files, sha256 } from "~/adapters/files.server"
import { renderPdf } from "~/adapters/pdf/render.server"
import { editBrand } from "~/organizations/edit-brand.server"
import { aClient, aDraft, anIssuedInvoice } from "../../tests/support/billing"
import { tinyJpeg, tinyPng } from "../../tests/support/tiny-image"
import { type Agency, anAgency, rows, runJobs } from "../../tests/support/world"
import { invoicePdf } from "./invoice-pdf"
import { findInvoicePdf, getInvoice } from "./invoice-queries.server"
import { renderInvoice } from "./render-invoice.server"

const reader = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext", "/opt/homebrew/bin/pdftotext"].find(existsSync)

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

describe("the PDF of an invoice", () => {
  it("is made once, from what was frozen alone: later downloads are the same to the byte", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    await runJobs()
    const document = (await findInvoicePdf(agency.guest, { invoiceId }))!
    const kept = await files().get(document.fileKey)
    expect([sha256(kept), kept.byteLength]).toEqual([document.sha256, document.size])
    await renderInvoice(agency.system(), { invoiceId })
    expect(await findInvoicePdf(agency.guest, { invoiceId })).toEqual(document)
    const { snapshot, issuedAt } = await getInvoice(agency.owner, { invoiceId })
    expect(sha256(await renderPdf(invoicePdf(snapshot!, issuedAt!)))).toBe(document.sha256)
  })

  it("is kept once, also when two workers make it at the same time", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    await Promise.all([1, 2].map(() => renderInvoice(agency.system(), { invoiceId })))
    expect(await rows(agency, "select id from documents where object_id = $1", [invoiceId])).toHaveLength(1)
    const told =
      "select count(*)::int as n from events e join event_subjects s on s.event_id = e.id where e.name = 'invoice.rendered' and s.subject_id = $1"
    expect(await rows(agency, told, [invoiceId])).toEqual([{ n: 1 }])
  })

  it("carries the logo and colour of the day it was issued, whatever they are later", async () => {
    const branded = await anAgency()
    const { owner } = branded
    const plain = await anIssuedInvoice(owner)
    await editBrand(owner, { colour: "#a3244b", logo: { name: "logo.png", bytes: tinyPng } })
    const first = await anIssuedInvoice(owner)
    await editBrand(owner, { colour: "#1f4fd8", logo: { name: "logo.jpg", bytes: tinyJpeg } })
    const second = await anIssuedInvoice(owner)
    await editBrand(owner, { colour: null, removesLogo: true })
    const pdfOf = async ({ invoiceId }: typeof plain) => {
      await renderInvoice(branded.system(), { invoiceId })
      return (await files().get((await findInvoicePdf(owner, { invoiceId }))!.fileKey)).toString("latin1")
    }
    expect(await pdfOf(plain)).not.toContain("/Figure")
    const [png, jpeg] = [await pdfOf(first), await pdfOf(second)]
    for (const file of [png, jpeg]) expect(file).toMatch(/\/S \/Figure[\s\S]{0,80}\/Alt \(Logo of /)
    expect([png, jpeg].map((file) => file.includes("/DCTDecode"))).toEqual([false, true])
    const { snapshot } = await getInvoice(owner, first)
    expect(snapshot!.seller.look).toMatchObject({ colour: "#a3244b", logo: { type: "image/png" } })
  })

  it("is refused for a draft", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    await expect(renderInvoice(agency.system(), { invoiceId })).rejects.toMatchObject({ kind: "conflict" })
  })

  it.runIf(reader)("says all that the law asks for, in the words and figures of the page", async () => {
    const { companyId } = await aClient(agency.owner, { vatId: "FR12345678901", legalName: "Ønsk & Søn <b>" })
    const { invoiceId, number } = await anIssuedInvoice(agency.owner, {
      ...{ companyId, title: "Design “für” alle", poNumber: "PO-77", notes: "Thank you.\nSee you soon." },
      ...{ serviceFromOn: "2026-01-01", serviceToOn: "2026-01-31" },
      lines: [
        { name: "Design", quantity: "2.5", unit: "day", unitPrice: "1000", discountPercent: "10", taxRate: "19" },
        { name: "Consulting", unitPrice: "500", taxCategory: "reverse_charge" },
      ],
    })
    await renderInvoice(agency.system(), { invoiceId })
    const { fileKey } = (await findInvoicePdf(agency.owner, { invoiceId }))!
    const text = execFileSync(reader!, ["-layout", "-", "-"], { input: await files().get(fileKey) }).toString()
    const said = text.replace(/\s+/g, " ")
    for (const words of [
      ...["Northlight", "Lindenstraße 7", "10969 Berlin", "VAT ID DE123456789"],
      ...["Ønsk & Søn <b>", "13002 Marseille", "France", "VAT ID FR12345678901"],
      ...[`Invoice ${number}`, "Design “für” alle", "PO-77", "1 Jan 2026 to 31 Jan 2026"],
      ...["2.5 day", "€1,000.00", "less 10 % discount", "€2,250.00"],
      ...["€2,750.00", "VAT 19 % on €2,250.00", "€427.50", "VAT 0 % on €500.00", "€3,177.50"],
      ...["Reverse charge: the recipient accounts for the VAT", "DE02 1203 0000 0000 2020 51", "Thank you."],
    ]) {
      expect(said).toContain(words)
    }
  })
})
