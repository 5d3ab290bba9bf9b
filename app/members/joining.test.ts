import { beforeAll, describe, expect, it } from "vitest"
import { shadesOf } from "~/organizations/colour"
import { editBrand } from "~/organizations/edit-brand.server"
import { webPool } from "~/platform/data/database.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { atOneMoment } from "../../tests/support/at-one-moment"
import { makePeople } from "../../tests/support/people"
import { tinyPng } from "../../tests/support/tiny-image"
import { type Agency, anAgency, password, rows, runJobs, visitor, withSandbox } from "../../tests/support/world"
import { inviteMember } from "./invite-member.server"
import { joinOrganization } from "./join-organization.server"
import { findInvitation, listPeople } from "./people-queries.server"
import { removeMember } from "./remove-member.server"
import { revokeInvitation } from "./revoke-invitation.server"
import { sendInvitation } from "./send-invitation.server"

let agency: Agency
let other: Agency
let people: ReturnType<typeof makePeople>
beforeAll(async () => {
  agency = await anAgency()
  other = await anAgency({ name: "Harbor" })
  people = makePeople(agency)
})

const newcomer = { name: "Nora New", password: "a-quiet-harbour-9" }
const days = (n: number) => new Date(Date.now() + n * 24 * 3_600_000)
const roleOf = async (email: string) =>
  (
    await rows<{ role: string; status: string }>(agency, "select role, status from members where email = $1", [email])
  )[0]

describe("an invitation", () => {
  it("reaches its mailbox with a link that lets a new person in, once", async () => {
    await withSandbox()
    const email = people.newEmail()
    await inviteMember(agency.owner, { emails: email, role: "finance", teamId: agency.teamId })
    await runJobs()
    const { rows: sent } = await webPool().query<{ mail: { subject: string; text: string } }>(
      "select to_jsonb(m) as mail from sandbox.mails m where to_jsonb(m)::text like $1",
      [`%${email}%`],
    )
    const [mail] = sent.map(({ mail }) => mail)
    expect(mail!.subject).toBe("Ida Owner invites you to Northlight")
    const token = /\/invitation\/([\w-]{43})/.exec(mail!.text)![1]!
    expect(await findInvitation(visitor(), { token })).toMatchObject({ organization: "Northlight", email, knows: null })
    const joined = await joinOrganization(visitor(), { token, ...newcomer })
    expect(joined).toMatchObject({ joined: true, organization: "Northlight" })
    const secret = joined.joined ? joined.secret! : ""
    expect(await resolveSession(secret, new Date())).toMatchObject({
      ...{ role: "finance", name: "Nora New", organizationId: agency.organizationId, teamId: agency.teamId },
    })
    await expect(joinOrganization(visitor(), { token, ...newcomer })).rejects.toThrow("was used or taken back")
    expect(await findInvitation(visitor(), { token })).toBeNull()
  })

  it("comes in the name, with the logo and in the colour of who asks, whatever they are called", async () => {
    await withSandbox()
    const name = `<b>Wood</b> & "Sons"`
    const branded = await anAgency({ name })
    await editBrand(branded.owner, { colour: "#ffe066", logo: { name: "logo.png", bytes: tinyPng } })
    const email = people.newEmail()
    await inviteMember(branded.owner, { emails: email, role: "member", teamId: branded.teamId })
    await runJobs()
    const [mail] = await readSandboxMails(webPool(), email)
    const shown = "&lt;b&gt;Wood&lt;/b&gt; &amp; &quot;Sons&quot;"
    const picture = `data:image/png;base64,${Buffer.from(tinyPng).toString("base64")}`
    expect(mail!.html).toContain(`<img src="${picture}" width="1" height="1" alt="${shown}"`)
    expect(mail!.html).toContain(`background:${shadesOf("#ffe066").light.primary}`)
    expect(mail!.html).not.toMatch(/<b>|cid:/)
    await editBrand(branded.owner, { colour: null, removesLogo: true })
    const plain = people.newEmail()
    await inviteMember(branded.owner, { emails: plain, role: "member", teamId: branded.teamId })
    await runJobs()
    const [unbranded] = await readSandboxMails(webPool(), plain)
    expect(unbranded!.html).toContain(shown)
    expect(unbranded!.html).not.toContain("<img")
  })

  it("is accepted once by two who do so at once, thirty times", async () => {
    const { token, email } = await people.invitation()
    const attempts = await Promise.allSettled(
      Array.from({ length: 30 }, () => joinOrganization(visitor(), { token, ...newcomer })),
    )
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    const made = await webPool().query("select 1 from people where email = $1", [email])
    expect(made.rows).toHaveLength(1)
  })

  it("is accepted once by two who both found it open", async () => {
    const { token, email } = await people.invitation()
    const accept = () => joinOrganization(visitor(), { token, ...newcomer })
    const outcomes = await atOneMoment("invitations", [accept, accept])
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toMatchObject([{ value: { joined: true } }])
    expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { name: "Conflict", message: expect.stringContaining("was used or taken back") } },
    ])
    expect((await webPool().query("select 1 from people where email = $1", [email])).rows).toHaveLength(1)
  })

  it("opens nothing once it is revoked, renewed, too old, or its inviter is gone", async () => {
    const revoked = await people.invitation()
    await revokeInvitation(agency.owner, revoked)
    const renewed = await people.invitation()
    await sendInvitation(agency.owner, renewed)
    const old = await people.invitation()
    const tokens = [revoked.token, renewed.token, "lmnopqrstuvwxyz-lmnopqrstuvwxyz-lmnopqrstuv"]
    for (const token of tokens) {
      expect(await findInvitation(visitor(), { token })).toBeNull()
      await expect(joinOrganization(visitor(), { token, ...newcomer })).rejects.toThrow("was used or taken back")
    }
    expect(await findInvitation(visitor(days(7.1)), { token: old.token })).toBeNull()
    await expect(joinOrganization(visitor(days(7.1)), { token: old.token, ...newcomer })).rejects.toThrow("too old")
    const again = await people.tokenOf(renewed.invitationId)
    expect(await findInvitation(visitor(), { token: again })).not.toBeNull()
  })

  it("asks whoever has an account for its password, and for nobody else's", async () => {
    const email = other.people.owner.email
    const { token } = await people.invitation("manager", email)
    const wrong = await joinOrganization(visitor(), { token, password: "not the password" })
    expect(wrong).toEqual({ joined: false, retryAfter: null })
    expect(await joinOrganization(visitor(), { token, password })).toMatchObject({ joined: true })
    expect(await roleOf(email)).toEqual({ role: "manager", status: "active" })
  })

  it("is accepted without a password by who is signed in as just that person, and refused to anybody else", async () => {
    const { email } = await makePeople(other).colleague()
    const { token } = await people.invitation("guest", email)
    const stranger = await people.sessionOfColleague()
    await expect(joinOrganization(visitor(), { token, previous: stranger, password })).rejects.toThrow("somebody else")
    const own = await people.sessionOf(email)
    const joined = await joinOrganization(visitor(), { token, previous: own })
    expect(joined).toMatchObject({ joined: true })
    expect(await resolveSession(own, new Date())).toBeNull()
  })

  it("joins who has a second factor, and leaves the signing in to the page that asks for it", async () => {
    const { email } = await makePeople(other).colleague()
    await webPool().query(
      "insert into totp_factors (person_id, secret_sealed, confirmed_at) select id, 'sealed', now() from people where email = $1",
      [email],
    )
    const { token } = await people.invitation("guest", email)
    expect(await joinOrganization(visitor(), { token, password })).toMatchObject({ joined: true, secret: null })
    expect(await roleOf(email)).toEqual({ role: "guest", status: "active" })
  })

  it("keeps the rules of passwords for who is new", async () => {
    const { token } = await people.invitation()
    await expect(joinOrganization(visitor(), { token, name: "Nora", password: "short" })).rejects.toMatchObject({
      field: "password",
    })
    await expect(joinOrganization(visitor(), { token, password: newcomer.password })).rejects.toMatchObject({
      field: "name",
    })
  })

  it("brings back who was removed", async () => {
    const { memberId, email } = await people.colleague("finance")
    await removeMember(agency.owner, { memberId, successorId: null })
    const { token } = await people.invitation("member", email)
    expect(await joinOrganization(visitor(), { token, password })).toMatchObject({ joined: true })
    expect(await roleOf(email)).toEqual({ role: "member", status: "active" })
  })

  it("offers no more than its inviter may do", async () => {
    for (const role of ["owner", "finance"])
      await expect(
        inviteMember(agency.manager, { emails: people.newEmail(), role, teamId: null }),
      ).rejects.toMatchObject({ kind: "forbidden" })
    await inviteMember(agency.manager, { emails: people.newEmail(), role: "member", teamId: null })
    const owners = await people.invitation("owner")
    await expect(revokeInvitation(agency.manager, owners)).rejects.toThrow("more than yours")
    await expect(inviteMember(agency.member, { emails: "a@b.example", role: "guest" })).rejects.toThrow("not allowed")
  })

  it("is one for an address, and none for a member", async () => {
    const { email } = await people.invitation()
    await expect(inviteMember(agency.owner, { emails: email, role: "guest" })).rejects.toThrow("was invited already")
    const member = agency.people.member.email
    await expect(inviteMember(agency.owner, { emails: member, role: "guest" })).rejects.toThrow("is a member already")
    const made = await inviteMember(agency.owner, {
      emails: `${people.newEmail()}, ${people.newEmail()}\n${people.newEmail()}`,
      role: "guest",
    })
    expect(made.invitationIds).toHaveLength(3)
    const typed = "fine@a.example not-an-address"
    await expect(inviteMember(agency.owner, { emails: typed, role: "guest" })).rejects.toThrow("no e-mail address")
  })

  it("tells its token to nobody but the mailbox", async () => {
    const { token } = await people.invitation()
    const told = JSON.stringify(await listPeople(agency.owner, {}))
    expect(told).not.toContain(token)
    expect(told).not.toMatch(/sealed|hash/i)
    const events = await rows(agency, "select payload, d.* from events e join event_details d on d.event_id = e.id")
    const jobs = await webPool().query("select app.jobs_waiting() as waiting")
    expect(JSON.stringify(events) + JSON.stringify(jobs.rows)).not.toContain(token)
  })
})
