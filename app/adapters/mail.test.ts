import type { AddressInfo } from "node:net"
import { createServer, type Server } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { SandboxMail } from "~/sandbox/mailbox.server"
import { aSandbox, type SandboxWorld } from "../../tests/support/sandbox"
import { tinyPng } from "../../tests/support/tiny-image"
import { type OutgoingMail, sendMail } from "./mail.server"

const mail = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: "<0192f1c4.1@work.example>",
  from: "Northlight <post@work.example>",
  to: { name: "Ana Müller", address: "ana@cafe.example" },
  replyTo: { address: "ida@northlight.example" },
  subject: "Your proposal – 11 305,00 €",
  html: '<p>Read it <a href="http://localhost:3000/p/abc">here</a></p>',
  text: "Read it here: http://localhost:3000/p/abc",
  headers: { "Auto-Submitted": "auto-generated" },
  ...change,
})

const injections = [
  "a\r\nBcc: x@evil.example",
  "a\nBcc: x@evil.example",
  "a\rBcc: x@evil.example",
  "a\u0000b",
  "a\u2028b",
]

describe("a mail to the sandbox", () => {
  let world: SandboxWorld
  const inbox = async (to: string) => (await world.api(`/mails?to=${encodeURIComponent(to)}`)) as SandboxMail[]

  beforeAll(async () => {
    world = await aSandbox()
  })
  afterAll(() => world.stop())

  it("stands in the mailbox as it was written, newest first", async () => {
    expect(await sendMail(mail(), world.settings)).toMatch(/^202 \S+$/)
    await sendMail(mail({ subject: "Second" }), world.settings)
    const [second, first] = await inbox("ANA@cafe")
    expect(second?.subject).toBe("Second")
    expect(first).toMatchObject({
      from: "Northlight <post@work.example>",
      to: ["Ana Müller <ana@cafe.example>"],
      replyTo: "ida@northlight.example",
      subject: "Your proposal – 11 305,00 €",
      html: mail().html,
      text: mail().text,
      headers: { "Auto-Submitted": "auto-generated", "Message-ID": "<0192f1c4.1@work.example>" },
    })
    expect(await inbox("nobody@")).toEqual([])
  })

  it("cannot smuggle a header in through subject, name or header value", async () => {
    for (const [at, text] of injections.entries()) {
      const to = { name: text, address: `smuggler-${at}@cafe.example` }
      await sendMail(mail({ subject: text, to, headers: { "X-Note": text } }), world.settings)
      const [received] = await inbox(to.address)
      for (const value of [received!.subject, received!.headers["X-Note"]!, received!.to[0]!]) {
        expect(value).not.toMatch(/[\r\n\0\u2028]/)
      }
      expect(received?.to).toHaveLength(1)
    }
  })

  it("with an address, header name or id that could smuggle is refused for good", async () => {
    const wrong: Partial<OutgoingMail>[] = [
      { to: "ana@cafe.example\r\nBcc: x@evil.example" },
      { to: "ana@cafe.example, x@evil.example" },
      { to: { address: "ana@cafe.example>\nx" } },
      { to: "" },
      { from: "Northlight <post@work.example> <x@evil.example" },
      { replyTo: "no address" },
      { headers: { "X: y\r\nBcc": "x@evil.example" } },
      { headers: { Bcc: "x@evil.example" } },
      { headers: { "Content-Type": "text/x" } },
      { messageId: "<a@b>\r\nBcc: x@evil.example" },
    ]
    for (const change of wrong) {
      await expect(sendMail(mail(change), world.settings), JSON.stringify(change)).rejects.toMatchObject({
        service: "mail",
        retriable: false,
      })
    }
  })

  it("fails in a way that may pass while the service is in trouble", async () => {
    for (const kind of ["500", "429", "reset"]) {
      await world.api("/faults", { service: "sendgrid", kind })
      await expect(sendMail(mail(), world.settings)).rejects.toMatchObject({ service: "mail", retriable: true })
    }
    await expect(sendMail(mail(), world.settings)).resolves.toBeTruthy()
  })
})

describe("a mail to a mail server", () => {
  const server = aMailServer()
  const settings = () => ({
    SECRET_KEY: "",
    SANDBOX_PORT: 1,
    sandboxOn: false,
    SMTP_URL: `smtp://127.0.0.1:${server.port()}`,
  })

  beforeAll(() => server.start())
  afterAll(() => server.stop())

  it("goes out with its own Message-ID, and the server's answer comes back", async () => {
    expect(await sendMail(mail(), settings())).toBe("250 queued as 42")
    const [letter] = server.letters
    expect(letter).toContain("Message-ID: <0192f1c4.1@work.example>")
    expect(letter).toContain("Auto-Submitted: auto-generated")
    expect(letter).toContain("Reply-To: ida@northlight.example")
    expect(server.recipients).toEqual(["ana@cafe.example"])
  })

  it("carries its pictures within itself, in their places", async () => {
    await sendMail(mail({ pictures: [{ cid: "logo-1@signoff", type: "image/png", bytes: tinyPng }] }), settings())
    const letter = server.letters.at(-1)!
    expect(letter).toContain("multipart/related")
    expect(letter).toMatch(/Content-Id: <logo-1@signoff>/i)
    expect(letter).toMatch(/Content-Disposition: inline; filename=logo.png/)
    const wrong = [
      { cid: "logo@signoff>\r\nX: y", type: "image/png" },
      { cid: "logo@signoff", type: "image/svg+xml" },
    ]
    for (const picture of wrong) {
      const pictures = [{ ...picture, bytes: tinyPng }]
      await expect(sendMail(mail({ pictures }), settings())).rejects.toMatchObject({ retriable: false })
    }
  })

  it("cannot smuggle a header in", async () => {
    for (const text of injections) {
      const before = server.recipients.length
      await sendMail(
        mail({ subject: text, headers: { "X-Note": text }, to: { name: text, address: "ana@cafe.example" } }),
        settings(),
      )
      const [head] = server.letters.at(-1)!.split("\r\n\r\n")
      expect(head).not.toMatch(/^bcc:/im)
      expect(server.recipients.slice(before)).toEqual(["ana@cafe.example"])
    }
  })

  it("is refused for good or for now as the server says", async () => {
    server.refuse = "550 no such person"
    await expect(sendMail(mail(), settings())).rejects.toMatchObject({ retriable: false })
    server.refuse = "451 try later"
    await expect(sendMail(mail(), settings())).rejects.toMatchObject({ retriable: true })
    const nobody = { ...settings(), SMTP_URL: "smtp://127.0.0.1:1" }
    await expect(sendMail(mail(), nobody)).rejects.toMatchObject({ retriable: true })
  })
})

it("without any service mail is not set up, and says so", async () => {
  const settings = { SECRET_KEY: "", SANDBOX_PORT: 1, sandboxOn: false }
  await expect(sendMail(mail(), settings)).rejects.toMatchObject({ retriable: false })
})

/** The least of a mail server that takes mails. */
function aMailServer() {
  const world = { letters: [] as string[], recipients: [] as string[], refuse: "", start, stop, port }
  let server: Server
  function port() {
    return (server.address() as AddressInfo).port
  }
  function start(): Promise<void> {
    server = createServer((socket) => {
      let letter: string | null = null
      const say = (line: string) => socket.write(`${line}\r\n`)
      say("220 test")
      let rest = ""
      socket.setEncoding("utf8").on("data", (chunk) => {
        const lines = (rest + chunk).split("\r\n")
        rest = lines.pop()!
        for (const line of lines) {
          if (letter !== null && line !== ".") letter += `${line}\r\n`
          else if (letter !== null) {
            world.letters.push(letter)
            letter = null
            say("250 queued as 42")
          } else if (/^RCPT/i.test(line) && world.refuse) say(world.refuse)
          else if (/^RCPT/i.test(line)) {
            world.recipients.push(/<(.*)>/.exec(line)![1]!)
            say("250 ok")
          } else if (/^DATA/i.test(line)) {
            letter = ""
            say("354 go on")
          } else if (/^QUIT/i.test(line)) {
            say("221 bye")
            socket.end()
          } else say("250 ok")
        }
      })
      socket.on("error", () => {})
    })
    return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  }
  function stop(): Promise<void> {
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return world
}
