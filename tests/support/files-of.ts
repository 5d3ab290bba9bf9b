import { existsSync, readdirSync, statSync } from "node:fs"
import { env } from "~/platform/env.server"

/**
 * Everything in the data folder that bears an organization's id in its path, the database aside; without the empty file that stands
 * for a day in the place of a removed one's folder.
 */
export function filesOf(organizationId: string): string[] {
  const all = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return [path, ...(entry.isDirectory() && entry.name !== "postgres" ? all(path) : [])]
    })
  return existsSync(env.DATA_DIR)
    ? all(env.DATA_DIR).filter((path) => path.includes(organizationId) && !isEmpty(path))
    : []
}

const isEmpty = (path: string) => statSync(path).isFile() && statSync(path).size === 0
