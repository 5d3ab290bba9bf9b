import { createPipeline } from "~/deals/create-pipeline.server"
import { defaultPipeline } from "~/deals/default-pipeline"
import { createForm } from "~/leads/create-form.server"
import { defaultForm } from "~/leads/default-form"
import type { Reactions } from "~/platform/data/house.server"

/** EVENTS: what one event causes elsewhere, in the same transaction, as the system on behalf of who began. */
export const reactions = {
  "organization.set-up": [
    (ctx) => createPipeline.step(ctx, defaultPipeline),
    (ctx, { name, formKey }) => createForm.step(ctx, { key: formKey, ...defaultForm(name) }),
  ],
} satisfies Reactions
