import { spawn } from "node:child_process"
import { once } from "node:events"
import { rmSync } from "node:fs"
import { expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { temporaryFolder } from "../support/program"
import { anOwnerWithoutScruples, sealEverything } from "../support/tampering"
import { anAgency, ourDatabase } from "../support/world"

/** Runs `npm run audit:verify` as the program that it is. */
async function verify() {
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const dataDir = temporaryFolder()
  const given = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, DATA_DIR: dataDir }
  const { PATH = "", HOME = "" } = process.env
  const child = spawn(process.execPath, ["build/server.js", "audit:verify"], {
    env: { PATH, HOME, NODE_ENV: "production", ...given },
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part))
  const [code] = await once(child, "close")
  rmSync(dataDir, { recursive: true, force: true })
  return { code, said: Buffer.concat(said).toString() }
}

it("verifies every organization's record as a program: it ends with 0 while all are whole, and else names the first broken row", async () => {
  const agency = await anAgency()
  await createCompany(agency.owner, { name: "Altered later" })
  await sealEverything(agency)
  expect(await verify()).toEqual({ code: 0, said: expect.stringContaining("Northlight: whole:") })

  const owner = await anOwnerWithoutScruples(agency)
  const { rows } = await owner.query<{ id: string }>(
    `update events set payload = '{"companyId": "another"}' where name = 'company.created' returning id`,
  )
  await owner.end()
  const { code, said } = await verify()
  expect([code, said]).toEqual([1, expect.stringContaining(`event ${rows[0]!.id} (company.created) was altered`)])
}, 60_000)
