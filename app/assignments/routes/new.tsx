import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { countAssignable } from "~/assignments/assignment-queries.server"
import { createAssignment } from "~/assignments/create-assignment.server"
import { ChosenInput, CreateAssignmentInput } from "~/assignments/inputs.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Invalid } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { countOf, lists, natures, nobody } from "../assignment"
import { AssignmentForm, stayText } from "../components/assignment-form"

export const meta: MetaFunction = () => [{ title: "Change owner · Signoff" }]

/** What the address says is chosen, and the list it was chosen from. */
async function chosenIn(request: Request) {
  const { searchParams } = new URL(request.url)
  const asked = ChosenInput.safeParse({ ...Object.fromEntries(searchParams), id: searchParams.getAll("id") })
  const chosen = await answer(() => {
    if (asked.success) return asked.data
    throw new Invalid("id", asked.error.issues[0]?.message ?? "Choose records of the list")
  })
  const narrowed = new URLSearchParams(chosen.filter).toString()
  const list = lists[chosen.of]
  return { chosen, back: narrowed ? `${list}?${narrowed}` : list }
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { chosen, back } = await chosenIn(args.request)
  const { of, id, all } = chosen
  if (!all && id.length === 0) throw done(back, { tone: "warn", text: `Tick the ${natures[of].many} first` })
  const { may, not, owners } = await answer(() => countAssignable(ctx, chosen))
  const everybody = owners.map(({ personId, name }) => ({ value: personId as string, label: name }))
  const options = natures[of].mayBeNobodys ? [...everybody, { value: nobody, label: "Nobody" }] : everybody
  return { of, may, not, back, owners: options, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { chosen, back } = await chosenIn(args.request)
  const form = await parseForm(args.request, CreateAssignmentInput.pick({ ownerId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const given = await createAssignment(ctx, { ...chosen, ...form.value }, { submission: form.submissionId })
    const { assignmentId, count, had, ownerName, not, hasMore } = given
    if (count === 0)
      return done(back, {
        tone: "info",
        text: ownerName ? `${ownerName} has these already` : "Nobody has these already",
      })
    const others = [
      had > 0 && `${countOf(chosen.of, had)} they had already`,
      not > 0 && `${countOf(chosen.of, not)} you may not change`,
      hasMore && "more of them match",
    ].filter(Boolean)
    const undo = { action: href("/assignments/:assignmentId/undo", { assignmentId }), fields: { back } }
    return done(back, {
      tone: "ok",
      text: `${countOf(chosen.of, count)} given to ${ownerName ?? "nobody"}${others.map((each) => `; ${each}`).join("")}`,
      undo,
    })
  })
}

export default function NewAssignment() {
  const { of, may, not, back, ...rest } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const { many } = natures[of]
  const name = many.charAt(0).toUpperCase() + many.slice(1)
  return (
    <>
      <TitleBar title="Change owner" back={{ href: back, label: name }} />
      <PageBody width="form">
        {may === 0 ? (
          <Empty
            title={`None of these ${many} can change hands`}
            text={not === 0 ? "Nothing matches any more." : stayText(of, not)}
            action={<ButtonLink href={back}>Back to the {many}</ButtonLink>}
          />
        ) : (
          <AssignmentForm {...{ of, may, not, reply }} {...rest} cancelHref={back} />
        )}
      </PageBody>
    </>
  )
}
