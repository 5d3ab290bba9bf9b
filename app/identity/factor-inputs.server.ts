import { z } from "zod"
import { id, line } from "~/platform/language/fields.server"
import { factorChanges } from "./factor-changes"

/** A ceremony's or a session's secret from the browser's cookie. */
const secret = () => z.string().max(100)

/** A passkey's answer as the browser wrote it: JSON, which nobody believes before it is verified. */
const passkeyResponse = () => z.string().max(20_000)

/** The code of an authenticator app, or a recovery code. */
const factorCode = () =>
  z.preprocess(
    (given) => (typeof given === "string" ? given.trim() : (given ?? "")),
    z.string().min(1, "Enter the code").max(100, "Enter the code"),
  )

/** A code for a sign-in that waits for it; `previous` is the secret of the session that the browser had until now. */
export const SignInByFactorInput = z.object({ pending: secret(), code: factorCode() })

/** What the page for the second factor sends. */
export const FactorForm = z.object({ code: factorCode(), returnTo: z.string().max(2_000).optional() })

/** A passkey that answers a challenge; `previous` is the secret of the session that the browser had until now. */
export const SignInByPasskeyInput = z.object({
  ceremony: secret(),
  response: passkeyResponse(),
  pending: secret().nullish().default(null),
  previous: secret().nullish().default(null),
})

/** Asks for a challenge: of any passkey, or of the person's whose sign-in waits for a second factor. */
export const RequestChallengeInput = z.object({ pending: secret().nullish().default(null) })

/** Nothing is given: it is about the person who asks. */
export const OneselfInput = z.object({})

/** The code that proves that the app was set up. */
export const ConfirmAuthenticatorInput = z.object({ code: factorCode() })

/** A passkey that was made, and what its owner calls it. */
export const CreatePasskeyInput = z.object({
  ceremony: secret(),
  name: line("Enter a name, such as the device it is on", 60),
  response: passkeyResponse(),
})

/** What the page for a new passkey sends: its name, and the device's answer, which only a script fills in. */
export const PasskeyForm = CreatePasskeyInput.pick({ name: true }).extend({ response: passkeyResponse().prefault("") })

/** One of one's own passkeys. */
export const DeletePasskeyInput = z.object({ passkeyId: id("passkeys") })

/** What the page for another name of a passkey sends. */
export const PasskeyNameForm = CreatePasskeyInput.pick({ name: true })

/** Another name for one of one's own passkeys. */
export const EditPasskeyInput = DeletePasskeyInput.extend(PasskeyNameForm.shape)

/** Proves anew who is at this browser: by a code, or by a passkey that answers a challenge. */
export const ConfirmFactorInput = z.union([
  z.object({ code: factorCode() }),
  z.object({ ceremony: secret(), response: passkeyResponse() }),
])

/** Whom a mail about a changed factor goes to, and what changed; the mail's id is the same however often it is tried. */
export const MailFactorChangeInput = z.object({
  messageId: z.uuid(),
  personId: id("people"),
  change: z.enum(factorChanges),
})
