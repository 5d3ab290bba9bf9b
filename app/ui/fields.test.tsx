import { useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, it } from "vitest"
import { z } from "zod"
import { CheckboxField, CheckboxGroup, RadioGroup } from "./choice-fields"
import { ErrorSummary, errorsOf } from "./error-summary"
import { DateField, MoneyField, PasswordField, SelectField, TextArea, TextField } from "./fields"

const schema = z.object({
  title: z.string("Enter a title.").max(5, "Write at most 5 letters."),
  value: z.string(),
  closesOn: z.string().optional(),
  stage: z.string(),
  tax: z.string(),
  services: z.array(z.string()),
  agreed: z.string().optional(),
  secret: z.string(),
  note: z.string(),
})

const typed = new FormData()
for (const [name, value] of [
  ["title", "Too long"],
  ["value", "12,50"],
  ["closesOn", "2026-12-05"],
  ["stage", "won"],
  ["tax", "exempt"],
  ["services", "design"],
  ["services", "code"],
  ["agreed", "on"],
  ["secret", "hush"],
  ["note", "<b>"],
] as const)
  typed.append(name, value)

function Bound() {
  const [, fields] = useForm<z.infer<typeof schema>>({
    id: "deal",
    lastResult: parseWithZod(typed, { schema }).reply(),
    constraint: { title: { required: true, maxLength: 5 } },
  })
  const choices = ["design", "code", "words", "exempt", "standard"].map((value) => ({ value, label: value }))
  return (
    <>
      <ErrorSummary errors={errorsOf([{ label: "Title", field: fields.title }])} />
      <TextField label="Title" field={fields.title} hint="Short" />
      <MoneyField label="Value" field={fields.value} currency="EUR" />
      <DateField label="Closes" field={fields.closesOn} optional />
      <SelectField label="Stage" field={fields.stage} options={[{ value: "won", label: "Won" }]} placeholder="Choose" />
      <RadioGroup label="Tax" field={fields.tax} options={choices} />
      <CheckboxGroup label="Services" field={fields.services} options={choices} />
      <CheckboxField label="Agreed" field={fields.agreed} />
      <PasswordField label="Secret" field={fields.secret} />
      <TextArea label="Note" field={fields.note} />
    </>
  )
}

/** The tag with this id, as written. */
const tag = (html: string, id: string) =>
  html.match(new RegExp(`<[a-z]+[^>]* id="${id}"[^>]*>|<[a-z]+ id="${id}"[^>]*>`))?.[0] ?? ""

describe("a field bound to a refused form", () => {
  const html = renderToStaticMarkup(<Bound />)

  it("keeps what was typed", () => {
    expect(tag(html, "deal-title")).toContain('value="Too long"')
    expect(tag(html, "deal-value")).toContain('value="12,50"')
    expect(tag(html, "deal-closesOn")).toContain('value="2026-12-05"')
    expect(html).toContain('<option value="won" selected="">Won</option>')
    expect(tag(html, "deal-tax-exempt")).toContain("checked")
    expect(tag(html, "deal-tax-standard")).not.toContain("checked")
    expect(tag(html, "deal-services-design")).toContain("checked")
    expect(tag(html, "deal-services-words")).not.toContain("checked")
    expect(tag(html, "deal-agreed")).toContain("checked")
    expect(html).toContain("&lt;b&gt;</textarea>")
  })

  it("does not send a password back", () => {
    expect(html).not.toContain("hush")
  })

  it("says what is wrong at the field and in the summary", () => {
    expect(tag(html, "deal-title")).toContain('aria-invalid="true"')
    expect(tag(html, "deal-title")).toContain('aria-describedby="deal-title-hint deal-title-error"')
    expect(html).toContain("Write at most 5 letters.")
    expect(html).toContain("Check 1 field")
    expect(html).toContain('<a href="#deal-title">Title</a>')
    expect(tag(html, "deal-value")).not.toContain("aria-invalid")
  })

  it("carries its constraints", () => {
    expect(tag(html, "deal-title")).toContain("required")
    expect(tag(html, "deal-title")).toContain('maxLength="5"')
  })

  it("has no style of its own", () => {
    expect(html).not.toContain("style=")
  })
})

it("a field with plain values needs no form library", () => {
  const html = renderToStaticMarkup(
    <TextField label="Name" name="name" defaultValue="Ida" errors={["Taken."]} optional suggestions={["Ida"]} />,
  )
  expect(tag(html, "name")).toContain('value="Ida"')
  expect(tag(html, "name")).toContain('list="name-list"')
  expect(html).toContain('<label for="name"')
  expect(html).toContain("(optional)")
  expect(html).toContain("Taken.")
})
