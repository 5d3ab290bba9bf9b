import { command } from "~/platform/data/command.server"
import { supporterIn } from "./end-support-session.server"
import { RecordSupportViewInput } from "./inputs.server"

/** Notes what a super-admin opened in the organization: a sensitive read, told in its record. */
export const recordSupportView = command({
  name: "record-support-view",
  actors: ["system"],
  input: RecordSupportViewInput,
  async step(ctx, { sessionId, path }) {
    const personId = await supporterIn(ctx, sessionId)
    ctx.record("support-view.recorded", { personId, path })
    return {}
  },
})
