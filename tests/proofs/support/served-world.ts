import { aFullWorld, type World } from "../../support/a-full-world"
import { anIssuer } from "../../support/issuer"
import { cookieFor } from "../../support/knock"
import { type Program, startProgram } from "../../support/program"
import { addressesIn } from "../../support/served-pages"
import { ourDatabase } from "../../support/world"

/** A filled agency and the built program that serves it. Stop the program at the end of the file. */
export type ServedWorld = {
  world: World
  program: Program
  /** An address of every page, by its pattern. */
  addresses: Record<string, string>
  /** The cookie of a new session of the owner's. */
  ownerCookie(): Promise<string>
}

/** Fills an agency by commands and starts the program on its database. */
export async function aServedWorld(): Promise<ServedWorld> {
  const world = await aFullWorld()
  const { issuer } = await anIssuer([])
  const addresses = await addressesIn(world, issuer)
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const program = await startProgram({
    env: {
      ...{ DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, DATA_DIR: process.env.DATA_DIR! },
      ...{ SANDBOX: "1", LOG_LEVEL: "error" },
    },
  })
  return { world, program, addresses, ownerCookie: () => cookieFor(world.people.owner.email) }
}
