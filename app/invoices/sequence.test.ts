import { describe, expect, it } from "vitest"
import { emptyStanding, followedBy, type SequencedDocument } from "./sequence"

const document = (sequence: number, issueOn: string, isUnaltered = true): SequencedDocument => {
  const number = `2026-000${sequence}`
  return { sequence, number, issueOn, contentHash: "a".repeat(64), isUnaltered }
}

const standingOf = (documents: SequencedDocument[]) => documents.reduce(followedBy, emptyStanding)

describe("a series of numbers", () => {
  it("without a gap says first, last and how many", () => {
    const standing = standingOf([document(1, "2026-01-05"), document(2, "2026-01-05"), document(3, "2026-02-01")])
    expect(standing).toMatchObject({ first: "2026-0001", last: "2026-0003", count: 3, missing: 0, backwards: 0 })
  })

  it("counts the numbers that nobody bears, the first included", () => {
    expect(standingOf([document(2, "2026-01-05"), document(5, "2026-01-05")])).toMatchObject({ count: 2, missing: 3 })
  })

  it("counts issue dates that run backwards, and documents that are not as they were issued", () => {
    const standing = standingOf([document(1, "2026-01-05"), document(2, "2026-01-04", false)])
    expect(standing).toMatchObject({ backwards: 1, altered: 1 })
  })
})
