import { expect, it } from "vitest"
import { partsOf } from "~/platform/language/glossary"
import { commands } from "~/registry.server"

/** What could do the most harm in the wrong hands: how people prove who they are, what programs hold, who may do what, everything at once, and the end of it all. */
const nouns =
  /^(email-change|authenticator|passkey|recovery-code|api-key|payment-key|role|identity-provider|member|support-grant|retention-policy)$/
const verbs = ["create", "edit", "rotate", "renew", "request"]
const others = ["delete-organization", "export-audit", "lift-legal-hold"]

/** What only asks the browser a question; its answer needs the proof. */
const questions = ["request-passkey"]

/** Whether a command of that name needs a proof that is at most ten minutes old. */
function needsProof(name: string): boolean {
  if (questions.includes(name)) return false
  const { verb, noun } = partsOf(name)
  return others.includes(name) || (nouns.test(noun) && verbs.includes(verb))
}

it("members prove anew who they are before what could do the most harm", () => {
  const concerned = commands.filter(({ definition }) => {
    const actors: readonly string[] = definition.actors
    return actors.includes("staff") && needsProof(definition.name)
  })
  expect(concerned.map(({ definition }) => definition.name)).toEqual(
    expect.arrayContaining(["request-email-change", "delete-organization", "create-role", "create-api-key"]),
  )
  expect(concerned.filter(({ definition }) => !definition.stepUp).map(({ definition }) => definition.name)).toEqual([])
})
