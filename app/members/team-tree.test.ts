import { describe, expect, it } from "vitest"
import { inTree, subtreeOf } from "./team-tree"

const teams = [
  { id: "web", name: "Web", parentId: "design" },
  { id: "sales", name: "Sales", parentId: null },
  { id: "design", name: "Design", parentId: null },
  { id: "brand", name: "Brand", parentId: "design" },
  { id: "lost", name: "Lost", parentId: "gone" },
]

describe("teams", () => {
  it("stand below one another, by name, with the way to each", () => {
    expect(inTree(teams).map(({ path, depth }) => [path, depth])).toEqual([
      ["Design", 0],
      ["Design / Brand", 1],
      ["Design / Web", 1],
      ["Lost", 0],
      ["Sales", 0],
    ])
  })

  it("hold themselves and what stands within them", () => {
    expect([...subtreeOf(teams, "design")].sort()).toEqual(["brand", "design", "web"])
    expect([...subtreeOf(teams, "sales")]).toEqual(["sales"])
  })
})
