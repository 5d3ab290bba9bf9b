import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { ownFactors } from "~/identity/factor-queries.server"
import { renewRecoveryCode } from "~/identity/renew-recovery-code.server"
import { renewedCookies } from "~/identity/signed-in.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { AuthPage } from "~/ui/public-page"
import { RecoveryCodes } from "../components/recovery-codes"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Recovery codes · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { codesLeft } = await answer(() => ownFactors(ctx, {}))
  return { codesLeft, email: ctx.email }
}

/** The codes are in this answer and nowhere else. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { codes, secret } = await answer(() => renewRecoveryCode(ctx, {}))
  return data({ codes }, { headers: await renewedCookies(secret) })
}

export default function RenewRecoveryCodes() {
  const { codesLeft, email } = useLoaderData<typeof loader>()
  const codes = useActionData<typeof action>()?.codes
  if (codes) {
    return (
      <AuthPage wide title="Your new recovery codes">
        <RecoveryCodes codes={codes} email={email} />
      </AuthPage>
    )
  }
  return (
    <AuthPage wide title="Make new recovery codes" subtitle={`Of the old ones ${codesLeft} are left.`}>
      <p className="mb-5">The old codes stop working at once. Your other sessions end, and a mail tells you of it.</p>
      <form method="post" action={href("/settings/security/factors/recovery-codes/renew")}>
        <FormActions cancelHref={href("/settings/security/factors")} sticky={false}>
          <SubmitButton>Make ten new codes</SubmitButton>
        </FormActions>
      </form>
    </AuthPage>
  )
}
