import type { Env } from "../env.server"

/** What the policy depends on. */
export type HeaderSettings = Pick<
  Env,
  "origins" | "https" | "development" | "sandboxOn" | "SANDBOX_PORT" | "STRIPE_SECRET_KEY" | "STRIPE_API_BASE"
>

/** Where the sandbox's payment page stands, one origin for each name that is served. Policies cannot name an IPv6 address. */
export function sandboxOrigins({ origins, SANDBOX_PORT }: Pick<HeaderSettings, "origins" | "SANDBOX_PORT">): string[] {
  const names = origins.map((origin) => new URL(origin).hostname).filter((name) => !name.startsWith("["))
  return names.map((name) => `http://${name}:${SANDBOX_PORT}`)
}

/** The origins a form may lead to besides our own: Stripe's Checkout with a key, else the sandbox where it runs. */
export function paymentOrigins(settings: HeaderSettings): string[] {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE, sandboxOn } = settings
  const stripe = STRIPE_SECRET_KEY ? ["https://checkout.stripe.com"] : []
  const elsewhere = STRIPE_SECRET_KEY && STRIPE_API_BASE ? [new URL(STRIPE_API_BASE).origin] : []
  return [...new Set([...stripe, ...elsewhere, ...(sandboxOn ? sandboxOrigins(settings) : [])])]
}

/** The page's policy: scripts and styles of our own origin or with this response's nonce; development lets Vite put in styles and its socket. */
export function contentSecurityPolicy(settings: HeaderSettings, nonce: string): string {
  const { development, https } = settings
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...paymentOrigins(settings)].join(" "),
    "frame-src 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ")
}

const off = [
  "accelerometer",
  "autoplay",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "usb",
  "xr-spatial-tracking",
]

const isTrustworthy = (origin: string) =>
  origin.startsWith("https:") || /^http:\/\/(?:localhost|127\.|\[::1\])/.test(origin)

/**
 * The headers of every answer that does not set them itself, by the nonce of its scripts: no page but a public form is for search
 * engines. `same-origin` for the referrer: `no-referrer` would make browsers send `Origin: null` with our own forms. Over plain http
 * beyond this machine browsers take no opener policy.
 */
export function securityHeaders(settings: HeaderSettings): (nonce: string) => Record<string, string> {
  const [before = "", after = ""] = contentSecurityPolicy(settings, placeOfNonce).split(placeOfNonce)
  const same = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    ...(settings.origins.every(isTrustworthy) ? { "Cross-Origin-Opener-Policy": "same-origin" } : {}),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": off.map((feature) => `${feature}=()`).join(", "),
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    ...(settings.https ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : {}),
  }
  return (nonce) => ({ "Content-Security-Policy": `${before}${nonce}${after}`, ...same })
}

/** Stands in no policy. */
const placeOfNonce = "\n"
