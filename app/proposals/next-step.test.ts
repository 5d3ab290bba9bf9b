import { expect, it } from "vitest"
import { nextStepOf } from "./next-step"

const ready = { hasUnsentChanges: false, hasObstacles: false }
const changed = { hasUnsentChanges: true, hasObstacles: false }

it("a draft is completed first, then sent", () => {
  expect(nextStepOf({ standing: "draft", ...changed, hasObstacles: true })).toBe("complete")
  expect(nextStepOf({ standing: "draft", ...changed })).toBe("send")
})

it("what was sent waits for the client until it was changed or its day is over", () => {
  expect(nextStepOf({ standing: "sent", ...ready })).toBe("wait")
  expect(nextStepOf({ standing: "opened", ...ready })).toBe("wait")
  expect(nextStepOf({ standing: "expired", ...ready, hasObstacles: true })).toBe("extend")
  expect(nextStepOf({ standing: "opened", ...changed })).toBe("send-again")
  expect(nextStepOf({ standing: "expired", ...changed })).toBe("send-again")
})

it("a refusal leads to a new proposal, a signature to the work", () => {
  expect(nextStepOf({ standing: "signed", ...ready })).toBe("follow-up")
  expect(nextStepOf({ standing: "declined", ...ready })).toBe("draft-anew")
  expect(nextStepOf({ standing: "withdrawn", ...changed })).toBe("draft-anew")
})
