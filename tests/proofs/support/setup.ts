import { inject } from "vitest"

// Programs that a proof starts make their databases on the tests' own server.
process.env.DATABASE_URL ??= inject("cluster").adminUrl
