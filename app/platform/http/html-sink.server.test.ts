import { createElement } from "react"
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server"
import { expect, it } from "vitest"
import { htmlSink } from "./html-sink.server"

const prices = (before: number) =>
  createElement(
    "ul",
    { title: "x".repeat(before) },
    ...Array.from({ length: 900 }, (_, at) => createElement("li", null, `€${at} 🎉`)),
  )

const rendered = (before: number) =>
  new Promise<string>((resolve) => {
    const { pipe } = renderToPipeableStream(prices(before), {
      onAllReady: () => void pipe(htmlSink((body) => resolve(Buffer.from(body).toString()))),
    })
  })

it("a page is whole wherever its letters of several bytes stand, without a byte between them", async () => {
  for (let before = 0; before < 12; before++) expect(await rendered(before)).toBe(renderToStaticMarkup(prices(before)))
})
