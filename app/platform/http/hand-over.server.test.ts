import type { EntryContext } from "@remix-run/node"
import { expect, test } from "vitest"
import { handedOver } from "./hand-over.server"

const hostile = `</script><script>alert(1)</script><!--  &amp; "quoted" € 🎉`

const pageWith = (data: string, didRenderScripts: boolean) =>
  ({
    serverHandoffStream: new Blob([data.slice(0, 9), data.slice(9)]).stream(),
    renderMeta: { didRenderScripts },
  }) as unknown as EntryContext

test("a page's data reach its script whole, and end no element whatever they say", async () => {
  const html = await handedOver(pageWith(hostile, true), "the-nonce")
  const [, nonce, script] = /^<script nonce="([^"]*)">(.*)<\/script>$/s.exec(html)!
  expect(nonce).toBe("the-nonce")
  expect(script).not.toMatch(/[<>&]/)
  const said: string[] = []
  const streamController = { enqueue: (text: string) => said.push(text), close: () => said.push("closed") }
  new Function("window", script!)({ __remixContext: { streamController } })
  expect(said).toEqual([hostile, "closed"])
})

test("a page without a script is handed nothing", async () => {
  expect(await handedOver(pageWith(hostile, false), "the-nonce")).toBe("")
})
