import pg from "pg"
import { beforeAll, describe, expect, it } from "vitest"
import { getCompany, listAddresses } from "~/companies/company-queries.server"
import { deleteAddress } from "~/companies/delete-address.server"
import { editCompany } from "~/companies/edit-company.server"
import { canonicalJson } from "~/platform/data/json.server"
import { sha256 } from "~/platform/security/crypto.server"
import { aClient, aDraft, anIssuedInvoice, oneLine, plainDraft } from "../../tests/support/billing"
import { type Agency, anAgency, ourDatabase, rows } from "../../tests/support/world"
import { getIssuePage } from "./draft-queries.server"
import { editInvoice } from "./edit-invoice.server"
import { getInvoice } from "./invoice-queries.server"
import { issueInvoice } from "./issue-invoice.server"
import { voidInvoice } from "./void-invoice.server"

const noon = (day: string) => new Date(`${day}T12:00:00Z`)

/** Runs a statement as the role that the program serves with. */
async function sqlAsWeb(agency: Agency, text: string, values: unknown[]) {
  const { webUrl } = await ourDatabase()
  const client = new pg.Client(webUrl)
  await client.connect()
  try {
    await client.query("begin")
    await client.query("select set_config('app.organization_id', $1, true)", [agency.organizationId])
    const { rowCount } = await client.query(text, values)
    await client.query("commit")
    return rowCount
  } finally {
    await client.end()
  }
}

async function asOwner(text: string) {
  const client = new pg.Client((await ourDatabase()).ownerUrl)
  await client.connect()
  await client.query(text)
  await client.end()
}

/** Settlements are opened after the number is taken: one that comes to 7.93 breaks there. */
const failingAfterTheNumber = `
  create function fails() returns trigger language plpgsql as $$ begin raise exception 'broken on purpose'; end $$;
  create trigger fails before insert on invoice_settlements for each row when (new.total_minor = 793) execute function fails()`

describe("issuing", () => {
  let agency: Agency
  beforeAll(async () => {
    agency = await anAgency()
  })

  it("gives the number, the dates and the frozen content, and opens the settlement", async () => {
    const as = agency.as("owner", noon("2025-11-21"))
    const { invoiceId, number } = await anIssuedInvoice(as)
    const issued = await getInvoice(as, { invoiceId })
    expect(issued).toMatchObject({
      status: "issued",
      number,
      issueOn: "2025-11-21",
      dueOn: "2025-12-05",
      engineVersion: 1,
    })
    expect(issued.snapshot).toMatchObject({ number, netMinor: "100000", taxMinor: "19000", totalMinor: "119000" })
    expect(issued.snapshot).toMatchObject({ seller: { name: "Northlight", vatId: "DE123456789" } })
    expect(issued.snapshot?.buyer.addressLines).toEqual(["Quai du Port 1", "13002 Marseille"])
    expect(issued.contentHash).toBe(sha256(canonicalJson(issued.snapshot)).toString("hex"))
    const [settlement] = await rows(
      agency,
      "select total_minor::int as total, allocated_minor::int as paid, settled_at from invoice_settlements where invoice_id = $1",
      [invoiceId],
    )
    expect(settlement).toEqual({ total: 119_000, paid: 0, settled_at: null })
  })

  it("takes the day of the organization, not of the server", async () => {
    const justAfterMidnightInBerlin = new Date("2025-11-21T23:30:00Z")
    const { invoiceId } = await anIssuedInvoice(agency.as("owner", justAfterMidnightInBerlin))
    expect((await getInvoice(agency.owner, { invoiceId })).issueOn).toBe("2025-11-22")
  })

  it("keeps the draft's own dates where it has some", async () => {
    const as = agency.as("owner", noon("2025-11-22"))
    const { invoiceId } = await anIssuedInvoice(as, { dueOn: "2026-01-31" })
    expect(await getInvoice(as, { invoiceId })).toMatchObject({ issueOn: "2025-11-22", dueOn: "2026-01-31" })
  })

  it("settles an invoice of nothing at once", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.as("owner", noon("2025-11-22")), {
      lines: [{ name: "Workshop", unitPrice: "1000", taxRate: "19", discountPercent: "100" }],
    })
    const [row] = await rows(agency, "select settled_at from invoice_settlements where invoice_id = $1", [invoiceId])
    expect(row?.settled_at).not.toBeNull()
  })

  it("does not follow what the client or the agency changes later", async () => {
    const { invoiceId, companyId } = await anIssuedInvoice(agency.as("owner", noon("2025-11-22")))
    const before = await getInvoice(agency.owner, { invoiceId })
    const company = await getCompany(agency.owner, { companyId })
    await editCompany(agency.owner, { ...company, companyId, legalName: "Somebody else" })
    expect((await getInvoice(agency.owner, { invoiceId })).snapshot).toEqual(before.snapshot)
  })

  it("is refused for a draft that was edited since it was looked at", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    await editInvoice(agency.finance, { invoiceId, version: 1, ...plainDraft, companyId, title: "Other" })
    await expect(issueInvoice(agency.owner, { invoiceId, version: 1 })).rejects.toMatchObject({ kind: "conflict" })
    expect((await getInvoice(agency.owner, { invoiceId })).status).toBe("draft")
  })

  it("happens once, also when two press at the same time", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    const both = await Promise.allSettled([
      issueInvoice(agency.owner, { invoiceId, version: 1 }),
      issueInvoice(agency.finance, { invoiceId, version: 1 }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })

  it("answers the same to the same submission", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    const twice = () => issueInvoice(agency.owner, { invoiceId, version: 1 }, { submission: "one-submission" })
    expect(await twice()).toEqual(await twice())
  })

  it("is for owners, managers and finance", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    for (const as of [agency.member, agency.guest]) {
      await expect(issueInvoice(as, { invoiceId, version: 1 })).rejects.toMatchObject({ kind: "forbidden" })
    }
    await issueInvoice(agency.finance, { invoiceId, version: 1 })
  })
})

describe("numbers", () => {
  it("have no gaps and no twins under many issuers, of whom some fail", async () => {
    const agency = await anAgency()
    const as = agency.as("owner", noon("2026-11-21"))
    const { companyId } = await aClient(as)
    const failing = { companyId, lines: [{ ...oneLine[0]!, unitPrice: "6.66" }] }
    const drafts = []
    for (let n = 0; n < 30; n++) drafts.push(await aDraft(as, n % 3 === 0 ? failing : { companyId }))
    await asOwner(failingAfterTheNumber)
    const outcomes = await Promise.allSettled(
      drafts.map(({ invoiceId }) => issueInvoice(as, { invoiceId, version: 1 })),
    )
    await asOwner("drop trigger fails on invoice_settlements")
    const given = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.number] : []))
    expect(given.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `2026-${String(n + 1).padStart(4, "0")}`))
  })

  it("begin anew each year of issue, by the organization's calendar", async () => {
    const agency = await anAgency()
    const numbers = []
    for (const at of ["2026-12-30T12:00:00Z", "2026-12-31T22:59:00Z", "2026-12-31T23:01:00Z", "2027-01-04T12:00:00Z"]) {
      numbers.push((await anIssuedInvoice(agency.as("owner", new Date(at)))).number)
    }
    expect(numbers).toEqual(["2026-0001", "2026-0002", "2027-0001", "2027-0002"])
  })

  it("belong to each organization alone", async () => {
    const [one, other] = [await anAgency(), await anAgency({ name: "Harbor" })]
    expect((await anIssuedInvoice(one.owner)).number).toMatch(/-0001$/)
    expect((await anIssuedInvoice(other.owner)).number).toMatch(/-0001$/)
  })

  it("never run against the dates: an earlier issue date is refused and takes no number", async () => {
    const agency = await anAgency()
    const as = agency.as("owner", noon("2026-11-21"))
    await anIssuedInvoice(as)
    const { invoiceId } = await aDraft(as, { issueOn: "2026-11-20" })
    await expect(issueInvoice(as, { invoiceId, version: 1 })).rejects.toMatchObject({
      kind: "invalid",
      field: "issueOn",
    })
    expect((await anIssuedInvoice(as)).number).toBe("2026-0002")
  })

  it("are not used up by drafts and voided drafts", async () => {
    const agency = await anAgency()
    const { invoiceId } = await aDraft(agency.owner)
    await aDraft(agency.owner)
    await voidInvoice(agency.owner, { invoiceId })
    expect((await anIssuedInvoice(agency.owner)).number).toMatch(/-0001$/)
  })
})

describe("an issued invoice", () => {
  it("cannot be changed by a command or by SQL of the program's own role", async () => {
    const agency = await anAgency()
    const { invoiceId, companyId } = await anIssuedInvoice(agency.owner)
    const before = await getInvoice(agency.owner, { invoiceId })
    const edit = editInvoice(agency.owner, { invoiceId, version: before.version, ...plainDraft, companyId })
    await expect(edit).rejects.toMatchObject({ kind: "conflict" })
    const acts = [
      "update invoices set number = '2026-9999' where id = $1",
      "update invoices set status = 'draft' where id = $1",
      "update invoices set snapshot = '{}' where id = $1",
      "delete from invoices where id = $1",
      "update invoice_lines set name = 'Other' where invoice_id = $1",
      "delete from invoice_lines where invoice_id = $1",
      "insert into invoice_lines (id, invoice_id, position, name, unit_price, tax_rate) values (gen_random_uuid(), $1, 9, 'More', 1, 19)",
      "update invoice_taxes set tax_minor = 0 where invoice_id = $1",
      "delete from invoice_taxes where invoice_id = $1",
      "delete from invoice_settlements where invoice_id = $1",
    ]
    for (const act of acts) await expect(sqlAsWeb(agency, act, [invoiceId]), act).rejects.toThrow()
    expect(await getInvoice(agency.owner, { invoiceId })).toEqual(before)
  })
})

describe("taxes", () => {
  let agency: Agency
  beforeAll(async () => {
    agency = await anAgency()
  })

  const issuedWith = async (
    line: { taxCategory: "standard" | "zero" | "exempt" | "reverse_charge" },
    vatId?: string,
  ) => {
    const { companyId } = await aClient(agency.owner, vatId ? { vatId } : {})
    const lines = [{ name: "Workshop", unitPrice: "1000", taxRate: "19", ...line }]
    const { invoiceId } = await anIssuedInvoice(agency.owner, { companyId, lines })
    return (await getInvoice(agency.owner, { invoiceId })).snapshot
  }

  it("are stored by category and rate, each on its base", async () => {
    const lines = [
      { name: "Design", unitPrice: "100", taxRate: "19" },
      { name: "Books", unitPrice: "33.33", taxRate: "7" },
      { name: "More design", unitPrice: "38.66", taxRate: "19" },
    ]
    const { invoiceId } = await anIssuedInvoice(agency.owner, { lines })
    const kept = await rows(
      agency,
      "select category, rate::float as rate, base_minor::int as base, tax_minor::int as tax from invoice_taxes where invoice_id = $1 order by position",
      [invoiceId],
    )
    expect(kept).toEqual([
      { category: "standard", rate: 19, base: 13_866, tax: 2635 },
      { category: "standard", rate: 7, base: 3333, tax: 233 },
    ])
    expect((await getInvoice(agency.owner, { invoiceId })).totalMinor).toBe(20_067n)
  })

  it.each([
    ["zero", "Zero-rated supply"],
    ["exempt", "Exempt from VAT"],
  ] as const)("of the category %s are nothing, and the invoice says why", async (taxCategory, reason) => {
    const snapshot = await issuedWith({ taxCategory })
    expect(snapshot).toMatchObject({ taxMinor: "0", totalMinor: "100000" })
    expect(snapshot?.taxes).toEqual([{ category: taxCategory, rate: "0", reason, baseMinor: "100000", taxMinor: "0" }])
  })

  it("of a reverse charge are nothing, with the note and both VAT ids on the invoice", async () => {
    const snapshot = await issuedWith({ taxCategory: "reverse_charge" }, "FR12345678901")
    expect(snapshot).toMatchObject({ taxMinor: "0", totalMinor: "100000" })
    expect(snapshot).toMatchObject({ seller: { vatId: "DE123456789" }, buyer: { vatId: "FR12345678901" } })
    expect(snapshot?.taxes[0]?.reason).toContain("Reverse charge")
  })
})

describe("what an invoice lacks", () => {
  let agency: Agency
  beforeAll(async () => {
    agency = await anAgency()
  })

  const refused = (invoiceId: Awaited<ReturnType<typeof aDraft>>["invoiceId"]) =>
    issueInvoice(agency.owner, { invoiceId, version: 1 }).then(
      () => "issued",
      (error: Error) => error.message,
    )

  it("is said before and refused at issuing: lines, the VAT id of a reverse charge, an order number, a day to come", async () => {
    const { companyId } = await aClient(agency.owner, { poRequired: true })
    const { invoiceId: empty } = await aDraft(agency.owner, { companyId, lines: [] })
    expect(await refused(empty)).toBe("Add at least one line. This client asks for an order number on every invoice.")
    const { invoiceId: reverse } = await aDraft(agency.owner, {
      lines: [{ ...oneLine[0]!, taxCategory: "reverse_charge" }],
    })
    expect(await refused(reverse)).toBe("Reverse charge needs the client's VAT ID.")
    const { invoiceId: early } = await aDraft(agency.owner, { issueOn: "2999-01-01" })
    expect(await refused(early)).toBe("The issue date lies in the future.")
  })

  it("is listed for its page with where it is put right, beside the number it would get", async () => {
    const { companyId } = await aClient(agency.owner)
    const [address] = await listAddresses(agency.owner, { companyId })
    await deleteAddress(agency.owner, { companyId, addressId: address!.id })
    const lines = [{ ...oneLine[0]!, taxCategory: "reverse_charge" as const }]
    const { invoiceId } = await aDraft(agency.owner, { companyId, lines })
    const page = await getIssuePage(agency.owner, { invoiceId })
    expect(page.shortcomings.map(({ remedy, blocking }) => [remedy, blocking])).toEqual([
      ["client", true],
      ["address", false],
    ])
    expect(page.number).toMatch(/^\d{4}-0001$/)
    expect(page.document.number).toBe(page.number)
    expect(page.mail).toMatchObject({ subject: expect.stringContaining(page.number) })
  })
})
