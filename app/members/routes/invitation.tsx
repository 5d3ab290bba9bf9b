import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { addressOf, admitGuess, admitLink } from "~/identity/count-attempts.server"
import { admitJoining } from "~/members/admit.server"
import { JoinForm } from "~/members/inputs.server"
import { joinOrganization } from "~/members/join-organization.server"
import { findInvitation } from "~/members/people-queries.server"
import { roleNames } from "~/organizations/role"
import { memberOf, visitor } from "~/platform/http/context.server"
import { type Notice, noticeCookie } from "~/platform/http/flash.server"
import { parseForm, type Reply, withErrors } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { Invalid } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { readSessionSecret, sessionCookie } from "~/platform/security/sessions.server"
import { InvitationAccept, InvitationGone } from "../components/invitation-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Invitation · Signoff" }, { name: "robots", content: "noindex" }]

/** Shows the invitation and consumes nothing; a link that is none is counted as a guess, as are those to a client's pages. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = visitor(args)
  const address = addressOf(ctx)
  await admitLink(address)
  const found = await answer(() => findInvitation(ctx, { token: args.params.token ?? "" }))
  if (!found) {
    await admitGuess(address)
    return null
  }
  const { knows, role, roleName, expiresAt, timeZone, locale, organization, inviter, email } = found
  const me = await memberOf(args)
  const stranger = me && me.personId !== knows?.personId ? me.email : null
  return {
    ...{ organization, inviter, email, stranger, isNew: knows === null },
    role: roleName ?? roleNames[role],
    until: formatInstant(expiresAt, timeZone, locale),
    isMe: me !== null && me.personId === knows?.personId,
    hasPassword: knows?.hasPassword === true,
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = visitor(args)
  const token = args.params.token ?? ""
  await admitLink(addressOf(ctx))
  await admitJoining(token)
  const form = await parseForm(args.request, JoinForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { name, password } = form.value
    const previous = await readSessionSecret(args.request)
    const outcome = await joinOrganization(ctx, { token, name: name || null, password: password || null, previous })
    if (!outcome.joined) return wrong(form.reply, outcome.retryAfter)
    const words = outcome.secret
      ? `Welcome to ${outcome.organization}.`
      : `You belong to ${outcome.organization} now. Sign in with your second factor.`
    return entered(outcome.secret, { tone: "ok", text: words })
  })
}

function wrong(reply: Reply, retryAfter: number | null) {
  if (retryAfter === null) return invalid(withErrors(reply, new Invalid("password", "This is not your password")))
  const sentence = `That was tried too often. Try again in ${Math.ceil(retryAfter / 60)} minutes, or choose a new password.`
  return data(
    { reply: withErrors(reply, new Invalid("", sentence)) },
    { status: 429, headers: { "Retry-After": String(retryAfter) } },
  )
}

async function entered(secret: string | null, notice: Notice) {
  const headers = new Headers()
  headers.append("Set-Cookie", noticeCookie(notice))
  if (secret) headers.append("Set-Cookie", await sessionCookie(secret))
  return redirect(secret ? href("/") : href("/login"), { status: 303, headers })
}

export default function Invitation() {
  const invitation = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return invitation ? <InvitationAccept {...invitation} reply={reply} /> : <InvitationGone />
}
