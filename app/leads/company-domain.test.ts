import { expect, test } from "vitest"
import { companyDomainOf } from "./company-domain"

test("a company is known by its website's domain, however that is typed", () => {
  for (const website of ["umbra.example", "www.umbra.example", "https://www.umbra.example/contact?x=1"]) {
    expect(companyDomainOf(website, null)).toBe("umbra.example")
  }
})

test("without a website the mail address tells the company", () => {
  expect(companyDomainOf(null, "nora@umbra.example")).toBe("umbra.example")
  expect(companyDomainOf("hooli.example", "nora@umbra.example")).toBe("hooli.example")
})

test("an address that anybody may have tells nothing", () => {
  expect(companyDomainOf(null, "nora@gmail.com")).toBeNull()
  expect(companyDomainOf("not a website at all", null)).toBeNull()
  expect(companyDomainOf(null, null)).toBeNull()
})
