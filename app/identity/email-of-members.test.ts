import { eq } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import { expect, it } from "vitest"
import { people } from "#db/schema/people"
import { joinMember } from "~/organizations/join-member.server"
import { webPool } from "~/platform/data/database.server"
import { anAgency, rows } from "../../tests/support/world"

it("a person's new e-mail address is theirs in every organization at once", async () => {
  const [one, other] = [await anAgency(), await anAgency({ name: "Harbor" })]
  const { email, name, personId } = one.people.member
  await joinMember(other.system(), { name, email, role: "guest", teamId: null })
  await drizzle(webPool()).update(people).set({ email: "new@elsewhere.example" }).where(eq(people.id, personId))
  for (const agency of [one, other]) {
    expect(await rows(agency, "select email from members where person_id = $1", [personId])).toEqual([
      { email: "new@elsewhere.example" },
    ])
  }
})
