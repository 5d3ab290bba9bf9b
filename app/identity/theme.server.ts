import { z } from "zod"
import { env } from "~/platform/env.server"

const year = 365 * 24 * 3_600

/** The appearance a person chose for this browser. */
export const ThemeInput = z.object({
  theme: z.enum(["light", "dark", "system"]),
  returnTo: z.string().max(2_000).optional(),
})

/** The Set-Cookie value that keeps the appearance in this browser for a year; as the device says needs none. */
export const themeCookie = (theme: z.output<typeof ThemeInput>["theme"]) =>
  `theme=${theme}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${theme === "system" ? 0 : year}${env.https ? "; Secure" : ""}`
