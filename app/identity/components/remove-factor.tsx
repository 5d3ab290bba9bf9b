import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { AuthPage } from "~/ui/public-page"

type RemoveFactorProps = { title: string; action: string; children: ReactNode }

/** Before a second factor is removed: what follows, and the button that says it again. */
export function RemoveFactor({ title, action, children }: RemoveFactorProps) {
  return (
    <AuthPage wide title={title}>
      <p className="mb-5">{children}</p>
      <form method="post" action={action}>
        <FormActions cancelHref={href("/settings/security/factors")} cancelLabel="Keep it" sticky={false}>
          <SubmitButton tone="danger">Remove</SubmitButton>
        </FormActions>
      </form>
    </AuthPage>
  )
}
