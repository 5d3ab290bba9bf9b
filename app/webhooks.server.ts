import type { Request, RequestHandler, Response } from "express"
import { factOf } from "~/activities/mail"
import { mailReportsKey } from "~/adapters/mail.server"
import { type MailReport, readMailReports } from "~/adapters/mail-reports.server"
import { installationStripe, readEvent } from "~/adapters/stripe.server"
import { accountOf, installationAccount } from "~/payments/checkout"
import { receiveWebhook } from "~/payments/receive-webhook.server"
import { ownStripe } from "~/payments/stripe-account.server"
import { type AnonymousContext, mint } from "~/platform/data/contexts.server"
import { log } from "~/platform/log.server"
import { countWebhook } from "~/platform/metrics.server"
import { resolveStripeKey } from "~/platform/security/resolve.server"

/** Whose events are posted to an address, the secret they are signed with, and whether they are about real money. */
type Sender = { account: string; secret: string; livemode: boolean }

const installation = (): Sender | null => {
  const stripe = installationStripe()
  return stripe && { account: installationAccount, secret: stripe.webhookSecret, livemode: stripe.livemode }
}

async function organizationOf(key: string): Promise<Sender | null> {
  const found = await resolveStripeKey(key)
  if (!found?.sealed) return null
  const { webhookSecret: secret, livemode } = ownStripe(found.organizationId, found.sealed)
  return { account: found.organizationId, secret, livemode }
}

const say = (res: Response, status: number, text: string) =>
  void res.status(status).type("text/plain").send(`${text}\n`)

/**
 * Takes a Stripe event: 200 once it is kept (a second time too, whatever it is about), 400 when its signature is not right,
 * 404 where nobody's account posts. One of the other mode or of an account connected to ours is kept, but never acted on. What fails on our side is an error of the server's, so that Stripe tries again.
 */
const stripeEvents =
  (senderOf: (req: Request) => Sender | null | Promise<Sender | null>): RequestHandler =>
  async (req, res, next) => {
    try {
      const sender = await senderOf(req)
      if (!sender) return say(res, 404, "There is nothing here.")
      const raw: unknown = req.body
      const event = Buffer.isBuffer(raw) ? await readEvent(raw, req.get("stripe-signature") ?? "", sender.secret) : null
      if (!event) {
        countWebhook("stripe", "refused")
        log.warn({ account: sender.account }, "a payment event could not be verified")
        return say(res, 400, "This could not be verified.")
      }
      const { id: eventId, type, created: happenedAt, object: payload } = event
      const caller = programOf(req, res)
      const received = {
        provider: "stripe",
        account: accountOf(sender, event),
        eventId,
        type,
        happenedAt,
        payload,
      } as const
      const { isNew } = await receiveWebhook(caller, received)
      countWebhook("stripe", isNew ? "taken" : "repeated")
      say(res, 200, "Kept.")
    } catch (error) {
      next(error)
    }
  }

/**
 * Takes a post of SendGrid's reports on mails: 200 once each is kept, 400 when its signature is not right or old, 404 where no
 * reports are expected. Reports that tell nothing of a mail of ours, such as clicks, are not kept.
 */
const mailReports = (): RequestHandler => async (req, res, next) => {
  try {
    const key = mailReportsKey()
    if (!key) return say(res, 404, "There is nothing here.")
    const reports = Buffer.isBuffer(req.body) ? readMailReports(req.body, signatureOf(req), key, new Date()) : null
    if (!reports) {
      countWebhook("sendgrid", "refused")
      log.warn("a mail event could not be verified")
      return say(res, 400, "This could not be verified.")
    }
    for (const report of reports) await keepReport(programOf(req, res), report)
    say(res, 200, "Kept.")
  } catch (error) {
    next(error)
  }
}

const signatureOf = (req: Request) => ({
  signature: req.get("x-twilio-email-event-webhook-signature") ?? "",
  timestamp: req.get("x-twilio-email-event-webhook-timestamp") ?? "",
})

async function keepReport(caller: AnonymousContext, { id: eventId, event: type, happenedAt, details }: MailReport) {
  const isOfUse = factOf(type, {}) !== null && typeof details.mail === "string"
  if (!isOfUse) return
  const { organization, mail, reason, response, type: kind } = details
  const payload = { organization, mail, reason, response, type: kind }
  const received = { provider: "sendgrid", account: installationAccount, eventId, type, happenedAt, payload } as const
  const { isNew } = await receiveWebhook(caller, received)
  countWebhook("sendgrid", isNew ? "taken" : "repeated")
}

/** The program itself, above every organization: whose an event is, is understood later. */
const programOf = (req: Request, res: Response) =>
  mint({
    kind: "anonymous",
    by: "program",
    now: new Date(),
    mails: "send",
    requestId: res.locals.requestId ?? null,
    ip: req.ip ?? null,
    userAgent: (req.get("user-agent") ?? "").slice(0, 400),
  })

/**
 * OUTSIDE: what other systems start, address → handler. Bodies arrive as they were sent, since signatures are over the bytes.
 * The first address takes events of the installation's account, the second those of an organization's own; mail is the
 * installation's alone.
 */
export const webhooks: Record<string, () => RequestHandler> = {
  "/webhooks/stripe": () => stripeEvents(installation),
  "/webhooks/sendgrid": mailReports,
  "/webhooks/stripe/:key": () => stripeEvents((req) => organizationOf(String(req.params.key))),
}
