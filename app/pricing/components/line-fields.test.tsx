import type { SubmissionResult } from "@conform-to/react"
import { useForm } from "@conform-to/react"
import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, test } from "vitest"
import { z } from "zod"
import { parseForm } from "~/platform/http/form.server"
import { LinesInput } from "~/pricing/inputs.server"
import { LineFields, type LineValues, lineSummary } from "./line-fields"

const usual = { taxCategory: "standard", taxRate: "19", taxReason: null, secondTaxRate: null } as const
const Input = z.object({ lines: LinesInput })

function Page({ reply }: { reply?: SubmissionResult<string[]> }) {
  const defaultValue = { lines: [aLine("Design", "1000"), aLine("Build", "2000")] }
  const [form, fields] = useForm<{ lines: LineValues[] }, string[]>({ id: "deal", lastResult: reply, defaultValue })
  return (
    <>
      <LineFields form={form} lines={fields.lines} currency="EUR" newLine={usual} optional recurrences />
      <ul>
        {lineSummary(fields.lines).flatMap(({ label, field }) =>
          (field.errors ?? []).map((error) => <li key={label}>{`${label}: ${error}`}</li>),
        )}
      </ul>
    </>
  )
}

const aLine = (name: string, unitPrice: string): LineValues => ({
  name,
  description: null,
  quantity: "1",
  unit: null,
  unitPrice,
  discountPercent: "0",
  taxCategory: "standard",
  taxRate: "19",
  taxReason: null,
  secondTaxRate: null,
  recurrence: "once",
  isOptional: false,
})

const typed = (lines: Partial<Record<keyof LineValues, string>>[]) =>
  lines.flatMap((line, i) => Object.entries(line).map(([name, value]) => [`lines[${i}].${name}`, value]))

async function pressed(button: string, lines = [{ name: "Design <b>", unitPrice: "1000" }, { name: "Build" }]) {
  const markup = renderToStaticMarkup(<Page />)
  const found = new RegExp(`<button[^>]*name="__intent__" value="([^"]*)"[^>]*>(?:(?!</button>).)*${button}`).exec(
    markup,
  )
  const label = new RegExp(`<button[^>]*name="__intent__" value="([^"]*)"[^>]*aria-label="${button}"`).exec(markup)
  const intent = (label ?? found)![1]!.replaceAll("&quot;", '"')
  const body = new URLSearchParams([...typed(lines), ["__intent__", intent]])
  const form = await parseForm(new Request("http://localhost/", { method: "POST", body }), Input)
  expect(form.ok).toBe(false)
  return renderToStaticMarkup(<Page reply={form.reply} />)
}

const names = (markup: string) =>
  [...markup.matchAll(/<input[^>]*name="lines\[\d+\]\.name"[^>]*>/g)].map(([tag]) => /value="([^"]*)"/.exec(tag)?.[1])

test("lines show their amounts and what they come to", () => {
  const markup = renderToStaticMarkup(<Page />)
  expect(names(markup)).toEqual(["Design", "Build"])
  for (const amount of ["€1,000.00", "€3,000.00", "€570.00", "€3,570.00"]) expect(markup).toContain(amount)
})

describe("without script, the buttons of the list", () => {
  test("add a line with the usual rate, and keep what was typed", async () => {
    const markup = await pressed("Add a line")
    expect(names(markup)).toEqual(["Design &lt;b&gt;", "Build", undefined])
    expect(/<input[^>]*name="lines\[2\]\.taxRate"[^>]*>/.exec(markup)![0]).toContain('value="19"')
  })

  test("remove a line", async () => {
    expect(names(await pressed("Remove line 1"))).toEqual(["Build"])
  })

  test("move a line", async () => {
    expect(names(await pressed("Move line 2 up"))).toEqual(["Build", "Design &lt;b&gt;"])
  })
})

test("what is wrong with a line stands at its field and in the summary", async () => {
  const body = new URLSearchParams(typed([{ name: "", unitPrice: "a lot", taxCategory: "standard", taxRate: "19" }]))
  const form = await parseForm(new Request("http://localhost/", { method: "POST", body }), Input)
  const markup = renderToStaticMarkup(<Page reply={form.reply} />)
  expect(markup).toContain("Line 1, what for: Say what the line is for")
  expect(markup).toContain("Line 1, unit price: Enter a price such as 1500.00")
})
