import { members } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { providerSubjects } from "#db/schema/sign-on"
import { createIdentityProvider } from "~/openid/create-identity-provider.server"
import { transact } from "~/platform/data/database.server"
import { newId } from "~/platform/language/ids"
import type { Agency } from "./world"

/** What the form of an identity provider holds; its issuer answers nobody, unless there is one. */
export const aProvider = (key: string, issuer = "http://127.0.0.1:1") => ({
  ...{
    name: "Northlight ID",
    key,
    issuer,
    clientId: "signoff",
    clientSecret: "a client's secret",
  },
  ...{ role: "member", isEnabled: true, groups: [{ group: "books", role: "finance" }] },
})

let made = 0

/** A key that no identity provider has yet. */
export const providerKey = () => `provider-${++made}`

/** An identity provider of an agency. */
export const madeProvider = async ({ owner }: Pick<Agency, "owner">, key = providerKey(), issuer?: string) =>
  createIdentityProvider(owner, aProvider(key, issuer))

/** A member whom an identity provider of the agency signs in. */
export async function linkedMember(agency: Agency) {
  const { providerId } = await madeProvider(agency)
  const memberId = newId<"people">()
  const email = `linked.${newId()}@northlight.example`
  await transact({ organizationId: agency.organizationId, now: new Date() }, async (db) => {
    await db.insert(people).values({ id: memberId, email, name: "Lin Linked" })
    await db.insert(members).values({ personId: memberId, email, name: "Lin Linked", role: "member" })
    await db.insert(providerSubjects).values({ providerId, subject: "linked", personId: memberId })
  })
  return { providerId, memberId }
}
