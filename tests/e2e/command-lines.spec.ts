import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

const fails = (said: string) => ({ code: 1, said: expect.stringContaining(said) })
const succeeds = (said: string) => ({ code: 0, said: expect.stringContaining(said) })

test.describe("on the embedded database", () => {
  test.use({ withDemo: true })

  test("command lines work beside the program and without it, and say in a sentence what was wrong", async ({
    page,
    program,
  }) => {
    const run = program.errand

    await test.step("wrong words fail with a sentence", async () => {
      expect(await run("restore")).toMatchObject(fails("There is no restore. There are demo, "))
      expect(await run("super-admin")).toMatchObject(fails("Give the e-mail address of somebody who has an account"))
      const unknown = await run("super-admin", "nobody@northlight.example")
      expect(unknown).toMatchObject(fails("Nobody here signs in as nobody@northlight.example."))
      expect(unknown.said.trim().split("\n")).toHaveLength(1)
      expect(await run("organization:restore", "Harbour")).toMatchObject(fails("No deleted organization is called so."))
    })

    await test.step("beside the program each does what it is for", async () => {
      expect(await run("demo")).toMatchObject(succeeds("The demo is here already."))
      expect(await run("organization:restore")).toMatchObject(succeeds("No organization is deleted."))
      await signIn(page, "owner@harbor.example", demoPassword)
      await page.goto("/settings/organization/delete")
      await page.getByRole("textbox").fill("Harbor")
      await page.getByRole("button", { name: "Delete" }).click()
      await expect(page).toHaveURL(/\/login/)
      expect(await run("organization:restore")).toMatchObject(succeeds("Harbor, deleted "))
      expect(await run("organization:restore", "harbor")).toMatchObject(succeeds("Harbor is back."))
      await page.goto("/")
      await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible()
      expect((await page.goto("/support"))!.status()).toBe(403)
      expect(await run("super-admin", "owner@harbor.example")).toMatchObject(
        succeeds("looks after this installation now"),
      )
      expect((await page.goto("/support"))!.status()).toBe(200)
    })

    await page.goto("about:blank")
    await program.kill("SIGTERM")
    await test.step("without the program they start its database, and stop it again", async () => {
      expect(await run("super-admin", "owner@harbor.example", "--remove")).toMatchObject(
        succeeds("no longer looks after this installation"),
      )
      const folders = () =>
        readdirSync(join(program.dataDir, "files", "org"), { withFileTypes: true }).filter((entry) =>
          entry.isDirectory(),
        )
      expect(folders().length).toBeGreaterThan(0)
      expect(await run("demo:remove")).toMatchObject(succeeds("No organization is left: the first page is the set-up"))
      expect(folders()).toEqual([])
      expect(await run("demo:remove")).toMatchObject(succeeds("There is no demo here."))
      expect(existsSync(join(program.dataDir, "running.json"))).toBe(false)
    })

    await program.restart()
    await page.goto("/")
    await expect(page).toHaveURL("/setup")
  })
})

test("the demo is added to an installation that runs on a database of its own, and signed in to with the password said", async ({
  page,
  program,
}) => {
  const { code, said } = await program.errand("demo")
  expect(code, said).toBe(0)
  const password = /Sign in with the password (\S+) as/.exec(said)?.[1] ?? ""
  expect(password).not.toBe(demoPassword)
  await signIn(page, "owner@northlight.example", password)
  expect(await program.errand("demo:remove")).toMatchObject(succeeds("Removed Northlight: "))
  await page.goto("/")
  await expect(page).toHaveURL("/setup")
})
