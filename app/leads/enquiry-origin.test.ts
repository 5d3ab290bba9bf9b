import { expect, test } from "vitest"
import { mergedOrigin, originOf } from "./enquiry-origin"

const ownOrigin = "https://work.example"
const form = `${ownOrigin}/f/key`
const nothing = { utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null }

test("the page that led to the form and the campaign of the address are kept", () => {
  const origin = originOf({
    url: `${form}?utm_source=news&utm_campaign=spring`,
    referrer: "https://umbra.example/contact",
    ownOrigin,
  })
  expect(origin).toEqual({
    ...nothing,
    sourcePage: "https://umbra.example/contact",
    utm_source: "news",
    utm_campaign: "spring",
  })
})

test("a page's own campaign counts when the form's address names none", () => {
  const referrer = "https://umbra.example/?utm_source=ads&utm_medium=cpc"
  expect(originOf({ url: form, referrer, ownOrigin })).toMatchObject({ utm_source: "ads", utm_medium: "cpc" })
})

test("our own page, no page, and what is no page tell nothing", () => {
  for (const referrer of [`${form}?utm_source=x`, null, "", "javascript:alert(1)", "not a page"]) {
    expect(originOf({ url: form, referrer, ownOrigin })).toEqual({ ...nothing, sourcePage: null })
  }
})

test("what the form carried along goes before what the post tells", () => {
  const carried = { ...nothing, sourcePage: "https://umbra.example/", utm_source: "news" }
  const posted = { ...nothing, sourcePage: "https://other.example/", utm_source: "x", utm_term: "websites" }
  expect(mergedOrigin(carried, posted)).toEqual({
    sourcePage: "https://umbra.example/",
    utm: { source: "news", medium: null, campaign: null, term: "websites", content: null },
  })
})
