import type { AppLoadContext } from "@remix-run/node"
import { beforeAll, describe, expect, it } from "vitest"
import { sendMail } from "~/adapters/mail.server"
import { signIn } from "~/identity/sign-in.server"
import { env } from "~/platform/env.server"
import { replace } from "~/platform/once.server"
import { sessionCookie } from "~/platform/security/sessions.server"
import { aSentProposal } from "../../tests/support/a-sent-proposal"
import { anAgency, password, runJobs, visitor, withSandbox } from "../../tests/support/world"
import { loader as mail } from "./routes/mail"
import { loader as body } from "./routes/mail-body"
import { loader as mailbox } from "./routes/mailbox"

type Asked = { local: boolean; origin?: string; cookie?: string; query?: string; mailId?: string }

/** What a loader is given for a request. */
function asked({ local, origin = "http://localhost:3000", cookie, query = "", mailId }: Asked) {
  const headers = cookie ? { Cookie: cookie } : undefined
  const request = new Request(`http://localhost:3000/sandbox/mailbox${query}`, { headers })
  const facts = { requestId: "r", ip: "203.0.113.7", userAgent: "test", origin, nonce: "n" }
  const context: AppLoadContext = { ...facts, local }
  return { request, context, params: mailId ? { mailId } : {} }
}

const send = (to: string, subject: string) =>
  sendMail({
    messageId: `${subject}@work.example`,
    from: "Northlight <post@work.example>",
    to,
    subject,
    html: '<html><head></head><body><a href="http://localhost:3000/p/token">Open</a></body></html>',
    text: "Open http://localhost:3000/p/token",
  })

const cookieOf = async (email: string) => {
  const signedIn = await signIn(visitor(), { email, password })
  if (!signedIn.signedIn) throw new Error("The sign-in was refused")
  return (await sessionCookie(signedIn.secret)).split(";")[0]!
}

beforeAll(async () => {
  await withSandbox()
  await send("ana@cafe.example", "first")
  await send("ida@northlight.example", "second")
})

describe("/sandbox/mailbox", () => {
  it("shows this machine every mail, newest first, and finds those to a recipient", async () => {
    const all = await mailbox(asked({ local: true }))
    expect(all.mails.map((one) => one.subject)).toEqual(["second", "first"])
    const some = await mailbox(asked({ local: true, query: "?to=ANA@" }))
    expect(some.mails.map((one) => one.to)).toEqual([["ana@cafe.example"]])
    const wildcards = await mailbox(asked({ local: true, query: "?to=%25" }))
    expect(wildcards.mails).toEqual([])
  })

  it("is not there for another machine, except for an owner who has signed in and reads what the organization sent", async () => {
    const nowhere = { init: { status: 404 } }
    const agency = await anAgency()
    const other = await anAgency()
    await aSentProposal(agency)
    await runJobs()
    const [newest] = (await mailbox(asked({ local: true }))).mails
    const cookie = await cookieOf(agency.people.owner.email)
    const neighbours = await cookieOf(other.people.owner.email)
    for (const loader of [mailbox, mail, body]) {
      await expect(loader(asked({ local: false, mailId: newest!.id }))).rejects.toMatchObject(nowhere)
      await expect(loader(asked({ local: false, cookie, mailId: newest!.id }))).resolves.toBeTruthy()
    }
    for (const loader of [mail, body])
      await expect(loader(asked({ local: false, cookie: neighbours, mailId: newest!.id }))).rejects.toMatchObject(
        nowhere,
      )
    expect((await mailbox(asked({ local: false, cookie }))).mails).toEqual([newest])
    expect((await mailbox(asked({ local: false, cookie: neighbours }))).mails).toEqual([])
  })

  it("is not there under a public name, which a proxy on this machine passes on without saying so", async () => {
    const throughProxy = asked({ local: true, origin: "https://work.example.com" })
    await expect(mailbox(throughProxy)).rejects.toMatchObject({ init: { status: 404 } })
  })

  it("is not there for anybody where the sandbox is off, and a mail that is not there is missing", async () => {
    const usual = { ...env }
    replace("env", { ...usual, sandboxOn: false })
    await expect(mailbox(asked({ local: true }))).rejects.toMatchObject({ init: { status: 404 } })
    replace("env", usual)
    await expect(mail(asked({ local: true, mailId: "none" }))).rejects.toMatchObject({ init: { status: 404 } })
  })
})

describe("/sandbox/mail/:mailId", () => {
  it("shows one mail, also as its text", async () => {
    const [one] = (await mailbox(asked({ local: true, query: "?to=ida@" }))).mails
    const shown = await mail(asked({ local: true, mailId: one!.id, query: "?view=text" }))
    expect(shown).toMatchObject({
      view: "text",
      mail: { subject: "second", text: "Open http://localhost:3000/p/token" },
    })
  })
})

describe("/sandbox/mail/:mailId/body", () => {
  it("is the mail as its reader sees it, unable to do anything but lead on", async () => {
    const [newest] = (await mailbox(asked({ local: true }))).mails
    const document = await body(asked({ local: true, mailId: newest!.id }))
    const policy = document.headers.get("Content-Security-Policy")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain("allow-scripts")
    expect(await document.text()).toContain('<base target="_top">')
  })
})
