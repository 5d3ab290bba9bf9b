import { z } from "zod"
import { email, id } from "~/platform/language/fields.server"

/** A password as typed: nothing is trimmed, and composition is the hasher's business. */
export const password = (what: string) => z.preprocess((given) => given ?? "", z.string().min(1, what).max(1_000, what))

/** A session's secret from the browser's cookie. */
const secret = () => z.string().max(100)

/** Who signs in; `previous` is the secret of the session that the browser had until now. */
export const SignInInput = z.object({
  email: email("Enter your e-mail address"),
  password: password("Enter your password"),
  previous: secret().nullish().default(null),
})

/** What the page for signing in sends. */
export const SignInForm = SignInInput.pick({ email: true, password: true }).extend({
  returnTo: z.string().max(2_000).optional(),
})

/** The session to end. */
export const SignOutInput = z.object({ secret: secret() })

/** Nothing is given: every counter whose window is long over goes. */
export const ExpireLimitInput = z.object({})

/** Who asks for a way back in. */
export const RequestResetInput = z.object({ email: email("Enter your e-mail address") })

/** The asked-for way back in that is to be mailed. */
export const MailResetInput = z.object({ resetId: id("password_resets") })

/** A new password, by the link that was mailed. */
export const ResetPasswordInput = z.object({
  token: z.string().max(200),
  password: password("Choose a new password"),
})

/** What the page for a new password sends. */
export const ResetForm = ResetPasswordInput.pick({ password: true })

/** The password that proves anew who is at the browser. */
export const ConfirmSessionInput = z.object({ password: password("Enter your password") })

/** What the page for proving it sends. */
export const ConfirmSessionForm = ConfirmSessionInput.extend({ returnTo: z.string().max(2_000).optional() })

/** One of the member's own sessions, or none for all of the others. */
export const RevokeSessionInput = z.object({ sessionId: id("sessions").nullable() })

/** A new password, and the one until now where there is one. */
export const EditPasswordInput = z.object({
  currentPassword: z.preprocess((given) => given ?? "", z.string().max(1_000)),
  password: password("Choose a new password"),
})

/** The address by which the member wants to sign in from now on. */
export const RequestEmailChangeInput = z.object({ email: email("Enter your new e-mail address") })

/** The asked-for address whose mailbox is to be mailed. */
export const MailEmailChangeInput = z.object({ changeId: id("email_changes") })

/** The link from the new mailbox; `secret` is that of the session of the browser in which it was opened. */
export const ConfirmEmailChangeInput = z.object({
  token: z.string().max(200),
  secret: secret().nullish().default(null),
})

/** What a person is told of their account, and of which session, person or change. */
export const MailNoticeInput = z.object({
  about: z.enum(["device", "password", "email-asked", "email-changed"]),
  subjectId: z.uuid(),
})

/** Who looks after the installation, or does so no longer. */
export const AssignSuperAdminInput = z.object({ email: email(), isSuperAdmin: z.boolean() })
