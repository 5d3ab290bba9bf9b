import { useForm } from "@conform-to/react"
import { passwordLength } from "~/identity/password-length"
import { href } from "~/platform/language/paths"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { Facts } from "~/ui/facts"
import { PasswordField, TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"
import type { FormReply } from "~/ui/reply-form"

/** For a link that was used, revoked or forgotten, and for one that never was: the same words. */
export function InvitationGone() {
  return (
    <AuthPage title="This invitation no longer works" footer={<a href={href("/login")}>Sign in</a>}>
      <p>
        It was used or taken back, or it is older than seven days, or a newer one took its place. Ask whoever invited
        you to send it again.
      </p>
    </AuthPage>
  )
}

type InvitationAcceptProps = {
  organization: string
  inviter: string
  email: string
  role: string
  until: string
  /** Who is signed in in this browser, if it is somebody else. */
  stranger: string | null
  isNew: boolean
  isMe: boolean
  hasPassword: boolean
  reply: FormReply | undefined
}

/** What one is asked to join, and what it takes: a name and a password, one's password, or one press for who is signed in. */
export function InvitationAccept(props: InvitationAcceptProps) {
  const { organization, inviter, email, role, until, stranger } = props
  return (
    <AuthPage title={`Join ${organization}`} subtitle={`${inviter} invites you to work here.`}>
      <Facts
        items={[
          { label: "For", value: email },
          { label: "As", value: role },
          { label: "Open until", value: until },
        ]}
      />
      {stranger ? <SignedInElsewhere stranger={stranger} email={email} /> : <JoinForm {...props} />}
    </AuthPage>
  )
}

function SignedInElsewhere({ stranger, email }: { stranger: string; email: string }) {
  return (
    <>
      <p className="mt-6">
        You are signed in as {stranger}. This invitation is for {email} alone: sign out, and open the link in the mail
        again.
      </p>
      <form method="post" action={href("/logout")} className="mt-6">
        <SubmitButton block>Sign out</SubmitButton>
      </form>
    </>
  )
}

function JoinForm({ isNew, isMe, hasPassword, email, reply }: InvitationAcceptProps) {
  const [form, fields] = useForm<{ name: string; password: string }>({ id: "join", lastResult: reply })
  const chooses = !hasPassword
  return (
    <form method="post" className="mt-6">
      <ErrorSummary
        errors={errorsOf([
          { label: "Your name", field: fields.name },
          { label: "Password", field: fields.password },
        ])}
        formErrors={form.errors}
      />
      {isNew && <TextField label="Your name" field={fields.name} autoComplete="name" required maxLength={120} />}
      {!isMe && (
        <PasswordField
          label={chooses ? "Choose a password" : "Your password"}
          field={fields.password}
          autoComplete={chooses ? "new-password" : "current-password"}
          hint={
            chooses
              ? `At least ${passwordLength.least} characters; a few words in a row are fine.`
              : `You have an account with ${email}; its password shows that it is you.`
          }
          required
          minLength={chooses ? passwordLength.least : undefined}
          maxLength={128}
        />
      )}
      <SubmitButton block>Join</SubmitButton>
    </form>
  )
}
