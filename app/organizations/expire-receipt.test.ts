import { expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { mint } from "~/platform/data/contexts.server"
import { Conflict } from "~/platform/language/errors"
import { anAgency, rows } from "../../tests/support/world"
import { expireReceipt } from "./expire-receipt.server"

const hours = 3_600_000

it("forgets forms sent more than a day ago, and answers younger ones as before", async () => {
  const agency = await anAgency()
  const { owner } = agency
  const at = (age: number) => mint({ ...owner, now: new Date(owner.now.getTime() - age * hours) })
  await createCompany(at(25), { name: "Harbor" }, { submission: "yesterday" })
  const { companyId } = await createCompany(at(23), { name: "Lighthouse" }, { submission: "today" })
  expect(await expireReceipt(agency.system(), {})).toEqual({ receipts: 1 })
  expect(await rows(agency, "select key from receipts")).toEqual([{ key: "today" }])
  expect(await createCompany(owner, { name: "Lighthouse" }, { submission: "today" })).toEqual({ companyId })
  await expect(createCompany(owner, { name: "Pier" }, { submission: "today" })).rejects.toThrow(Conflict)
  expect(await expireReceipt(agency.system(), {})).toEqual({ receipts: 0 })
})
