import { atEndOfFile } from "../../support/end-of-file"
import { type Program, startProgram } from "../../support/program"
import { ourDatabase } from "../../support/world"

/** Starts the built program on this file's own database, so that what commands made here stands at its doors; several are as many processes behind a balancer. */
export async function programBeside(env: Record<string, string> = {}): Promise<Program> {
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const ours = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, LOG_LEVEL: "error" }
  const program = await startProgram({ env: { ...ours, SANDBOX: "1", ...env } })
  atEndOfFile(program.stop)
  return program
}
