import { href } from "~/platform/language/paths"

/** The address that people of an organization sign in at, under an origin that is served. */
export const wayIn = (origin: string, key: string) => origin + href("/login/sso/:key", { key })

/** Where a provider's answer comes back to: the redirect address to be registered there, to the letter. */
export const wayBack = (origin: string, key: string) => origin + href("/login/sso/:key/callback", { key })
