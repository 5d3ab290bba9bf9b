import { describe, expect, it } from "vitest"
import { chainHash, chainStart, verifyEvidence } from "./evidence.server"

function chain(...texts: string[]) {
  let previousHash = chainStart
  return texts.map((canonical, at) => {
    const entry = { position: at + 1, canonical, previousHash, hash: chainHash(previousHash, canonical) }
    previousHash = entry.hash
    return entry
  })
}

describe("the evidence chain", () => {
  const entries = chain("created", "sent", "signed")

  it("is whole as it was written", () => {
    expect(verifyEvidence(entries)).toEqual({ whole: true, head: entries[2]?.hash })
    expect(verifyEvidence([])).toEqual({ whole: true, head: chainStart })
  })

  it("breaks at an entry whose text was changed", () => {
    const altered = entries.map((entry) => (entry.canonical === "sent" ? { ...entry, canonical: "send" } : entry))
    expect(verifyEvidence(altered)).toEqual({ whole: false, brokenAt: 2 })
  })

  it("breaks behind an entry that was changed together with its digest", () => {
    const [first, second, third] = entries as [(typeof entries)[0], (typeof entries)[0], (typeof entries)[0]]
    const forged = { ...second, canonical: "send", hash: chainHash(second.previousHash, "send") }
    expect(verifyEvidence([first, forged, third])).toEqual({ whole: false, brokenAt: 3 })
  })

  it("breaks where an entry was left out or moved", () => {
    expect(verifyEvidence(entries.filter((entry) => entry.canonical !== "sent"))).toEqual({ whole: false, brokenAt: 2 })
    expect(verifyEvidence([...entries].reverse())).toEqual({ whole: false, brokenAt: 1 })
  })
})
