import { type RequestHandler, Router } from "express"
import { roleNames } from "~/organizations/role"
import { type ApiCall, answering, problem } from "~/platform/http/api.server"

/** API: what a program calls, address → what it is answered. Each is asked with a key and by GET. */
export const api: Record<string, ApiCall> = {
  /** Lets a program see that its key works, and what it opens. */
  "/api/v1/whoami": async ({ apiKey, role, roleName }) => ({
    organization: apiKey.organizationName,
    key: apiKey.name,
    role: roleName ?? roleNames[role],
    readOnly: apiKey.isReadOnly,
    expiresAt: apiKey.expiresAt.toISOString(),
  }),
}

/** The addresses of the API; what stands under /api and is none of them is said to programs in their own way. */
export function apiRouter(): RequestHandler {
  const router = Router()
  for (const [path, call] of Object.entries(api)) router.get(path, answering(call))
  router.use("/api", (_req, res) => {
    problem(res, { status: 404, title: "Not Found", detail: "There is nothing at this address." })
  })
  return router
}
