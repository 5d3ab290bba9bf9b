import { describe, expect, it } from "vitest"
import { renderMarkdown } from "~/platform/language/markdown.server"
import { type MergeValues, merged, mergeFields, mergeProblems } from "./merge"

const values = {
  ...(Object.fromEntries(Object.keys(mergeFields).map((name) => [name, null])) as MergeValues),
  "client.name": "Café Müller GmbH",
  "contact.name": "Ana *Ruiz* <b>",
  "organization.name": "www.northlight.example",
}
const texts = { intro: "", scope: "", timeline: "", terms: "" }

describe("merge fields", () => {
  it("are filled in, with or without spaces inside the braces", () => {
    expect(merged("For {{client.name}} and {{ client.name }}.", values)).toBe(
      "For Café Müller GmbH and Café Müller GmbH.",
    )
  })

  it("are text and never Markdown or HTML", () => {
    const html = renderMarkdown(merged("Dear {{contact.name}} of {{organization.name}}", values))
    expect(html).toBe("<p>Dear Ana *Ruiz* &lt;b&gt; of www.northlight.example</p>")
  })

  it("that nobody knows are named with the section they stand in", () => {
    const problems = mergeProblems({ ...texts, terms: "We, {{organisation.name}}, agree" }, values)
    expect(problems).toEqual([
      {
        section: "terms",
        field: "organisation.name",
        sentence: "Terms: {{organisation.name}} is not a field that can be filled in.",
      },
    ])
  })

  it("without a value are named once a section", () => {
    const text = "{{contact.jobTitle}}, {{contact.jobTitle}} and {{client.name}}"
    const problems = mergeProblems({ ...texts, intro: text, scope: text }, values)
    expect(problems.map((problem) => problem.sentence)).toEqual([
      "Introduction: {{contact.jobTitle}} has no value: the contact's job title is missing.",
      "Scope: {{contact.jobTitle}} has no value: the contact's job title is missing.",
    ])
  })

  it("in a filled-in value are left as text", () => {
    const tricky = { ...values, "client.name": "{{contact.name}}" }
    expect(renderMarkdown(merged("{{client.name}}", tricky))).toBe("<p>{{contact.name}}</p>")
  })
})
