import { command } from "~/platform/data/command.server"
import { ExportAuditInput } from "./inputs.server"

/** Takes a copy of the record, or of what of it is asked for; that somebody did so stands in the record itself. */
export const exportAudit = command({
  name: "export-audit",
  actors: ["staff"],
  stepUp: true,
  input: ExportAuditInput,
  async step(ctx, filter) {
    const asked = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
    ctx.record("audit.exported", { filter: Object.fromEntries(asked) })
    return { exportedAt: ctx.now }
  },
})
