import { expect } from "@playwright/test"
import type { Program } from "./program"

type Mail = { id: string; to: string[]; subject: string; html: string }
type Delivery = { event: string; status: number }
type StripeEvent = { id: string; type: string }
type Fault = { path: string; remaining: number }
type PaymentPage = { id: string; status: string; metadata?: Record<string, string> }

/** What tests ask of the sandbox beside a program. */
export type Sandbox = {
  /** The mails that reached an address and whose subject says so, newest first. */
  mails(to: string, subject: RegExp): Promise<Mail[]>
  /** The link of a mail that is on its way or has arrived: the address that begins with `path`. */
  linkIn(to: string, subject: RegExp, path: string): Promise<string>
  /** Keeps events back until they are told one by one, or tells them as they happen again. */
  hold(on: boolean): Promise<void>
  /** The events so far, oldest first. */
  events(type?: string): Promise<StripeEvent[]>
  /** Tells events in this order, as often as they are named; answers how the program took each. */
  tell(events: readonly string[]): Promise<Delivery[]>
  /** Ends a payment that was to be paid later. */
  settle(outcome: "succeeded" | "failed"): Promise<void>
  /** Makes the next calls of a service fail. */
  fail(service: string, kind: string, path: string, times: number): Promise<void>
  /** Uses up the failures that are still ordered, so that every service answers again. */
  mend(): Promise<void>
  /** The payment pages that were opened, newest first. */
  sessions(): Promise<PaymentPage[]>
}

/** The sandbox's own API. */
export function sandboxOf({ sandboxUrl }: Program): Sandbox {
  const call = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }
    const response = await fetch(`${sandboxUrl}/sandbox-api${path}`, sent)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json() as Promise<Answer>
  }
  const mails = async (to: string, subject: RegExp) => {
    const all = await call<Mail[]>(`/mails?to=${encodeURIComponent(to)}`)
    return all.filter((mail) => subject.test(mail.subject))
  }
  return {
    mails,
    async linkIn(to, subject, path) {
      await expect.poll(async () => (await mails(to, subject)).length, { timeout: 10_000 }).toBeGreaterThan(0)
      const [newest] = await mails(to, subject)
      const { html } = await call<Mail>(`/mails/${newest!.id}`)
      const link = html.match(new RegExp(`href="(https?://[^"]*${path}[^"]*)"`))?.[1]
      if (!link) throw new Error(`The mail “${newest!.subject}” has no link to ${path}`)
      return link.replaceAll("&amp;", "&")
    },
    async hold(on) {
      await call("/hold", { on })
    },
    events: (type) => call<StripeEvent[]>(`/events${type ? `?type=${type}` : ""}`),
    tell: (events) => call<Delivery[]>("/deliver", { events }),
    async settle(outcome) {
      const [session] = await call<PaymentPage[]>("/sessions")
      await call(`/sessions/${session!.id}/settle`, { outcome })
    },
    async fail(service, kind, path, times) {
      await call("/faults", { service, kind, path, times })
    },
    async mend() {
      for (const { path, remaining } of await call<Fault[]>("/faults")) {
        for (let time = 0; time < remaining; time++) await fetch(`${sandboxUrl}${path}`, { method: "POST" })
      }
    },
    sessions: () => call<PaymentPage[]>("/sessions"),
  }
}
