import { z } from "zod"
import { forms } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { line, longText, optionalWebAddress, text } from "~/platform/language/fields.server"
import { newId } from "~/platform/language/ids"

const Input = z.object({
  key: z.string().regex(/^[\w-]{8,60}$/),
  name: line("Name the form", 120),
  title: text("Give the form a title", 200),
  intro: longText(2_000),
  thanks: longText(2_000),
  redirectUrl: optionalWebAddress(),
  consentText: text("Say what the enquirer consents to", 1_000),
})

/** Makes a public enquiry form, to be found under its key; who has sent it is led on to its own page where it names one. */
export const createForm = command({
  name: "create-form",
  actors: ["system"],
  input: Input,
  async step(ctx, input) {
    const formId = newId<"forms">()
    await ctx.db.insert(forms).values({ id: formId, ...input })
    ctx.record("form.created", { formId, name: input.name })
    return { formId }
  },
})
