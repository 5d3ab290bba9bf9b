import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { formatMoney, fromStripeMinor } from "~/platform/language/money"
import type { Answer, Call } from "./request.server"

/** Text that is already HTML. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | null | Part[]

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
const asHtml = (part: Part): string => {
  if (part === null) return ""
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(asHtml).join("")
  return String(part).replace(/[&<>"']/g, (character) => entities[character]!)
}

/** Writes HTML; what is put in is escaped unless it is Html itself. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((whole, text, at) => whole + asHtml(parts[at - 1] ?? null) + text))

/** An amount in Stripe's minor units as people read it. */
export const amountOf = (minor: number, currency: string) => formatMoney(fromStripeMinor(minor, currency), "en")

type PageOptions = { title: string; status?: number; leadsTo?: (string | null)[]; headers?: Record<string, string> }

/** A page of the sandbox. It needs no script; `leadsTo` names the addresses its forms may redirect to. */
export function page({ title, status = 200, leadsTo = [], headers }: PageOptions, body: Html): Answer {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox-assets/page.css">
</head>
<body>
<aside class="strip" aria-label="Sandbox"><strong>Sandbox</strong> <span>No real money moves here.</span></aside>
${body}
</body>
</html>`
  return { status, type: "text/html; charset=utf-8", text: document.text, headers: { ...policy(leadsTo), ...headers } }
}

/** Browsers hold a form's redirects to form-action too. A policy cannot name an IPv6 address, so there the scheme must do. */
function policy(leadsTo: (string | null)[]): Record<string, string> {
  const origins = leadsTo.flatMap((address) => (address ? [new URL(address)] : []))
  const targets = origins.map((url) => (url.hostname.startsWith("[") ? url.protocol : url.origin))
  const formAction = ["'self'", ...new Set(targets)].join(" ")
  return {
    "Content-Security-Policy": `default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
  }
}

const resolve = createRequire(import.meta.url).resolve
const fonts: Record<string, string> = {
  "sans.woff2": "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  "serif.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
}

/** The style sheet and the fonts of these pages; null for any other address. */
export function answerAsset(call: Call): Answer | { bytes: Buffer } | null {
  const name = /^\/sandbox-assets\/([\w.]+)$/.exec(call.path)?.[1]
  if (name === "page.css") return { status: 200, type: "text/css; charset=utf-8", text: css }
  const file = name ? fonts[name] : undefined
  return file ? { bytes: readFileSync(resolve(file)) } : null
}

const css = `
@font-face{font-family:"Instrument Sans";src:url("/sandbox-assets/sans.woff2") format("woff2");font-weight:400 700;font-display:swap}
@font-face{font-family:"Source Serif 4";src:url("/sandbox-assets/serif.woff2") format("woff2");font-weight:600;font-display:swap}
:root{color-scheme:light dark;--bg:light-dark(#f8fbf9,#0b1514);--surface:light-dark(#fff,#121d1c);--sunken:light-dark(#eff5f2,#081010);--line:light-dark(#dae2de,#273332);--strong:light-dark(#76847f,#687877);--ink:light-dark(#12221f,#e8efec);--ink2:light-dark(#3f4e4c,#b5c1be);--ink3:light-dark(#5a6866,#94a29f);--primary:light-dark(#015c59,#63ccc0);--hover:light-dark(#004c49,#7bddd1);--on:light-dark(#f5fefc,#031a19);--soft:light-dark(#cff0eb,#083a36);--focus:light-dark(#1f68bc,#73b6fa);--warn:light-dark(#ffeecd,#412f0d);--warntext:light-dark(#734303,#f9d280);--danger:light-dark(#fee9e8,#4c2121);--dangertext:light-dark(#9c1a20,#ffb7b4);--ok:light-dark(#d9f6dd,#173721);--oktext:light-dark(#115126,#8fe5a7)}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:400 16px/24px "Instrument Sans",system-ui,sans-serif;overflow-wrap:anywhere}
h1,.amount{font-family:"Source Serif 4",Georgia,serif;font-weight:600;margin:0}
h1{font-size:22px;line-height:30px}
h2{font-size:15px;line-height:20px;margin:32px 0 8px}
p{margin:0}
a{color:var(--primary)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.strip{background:var(--warn);color:var(--warntext);padding:8px 16px;text-align:center;font-size:14px;line-height:20px}
.checkout{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:64px;max-width:960px;margin:0 auto;padding:72px 24px}
.wide{max-width:1040px;margin:0 auto;padding:40px 24px}
.brand{color:var(--ink3);font-size:14px;margin-bottom:24px}
.amount{font-size:40px;line-height:48px;padding:8px 0;margin-top:16px;border-bottom:3px double var(--ink);font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:16px 0 0;font-size:14px;line-height:20px}
.facts dt{color:var(--ink3)}.facts dd{margin:0;text-align:end}
.card{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:24px}
fieldset{border:0;margin:0;padding:0}
legend{font-weight:600;padding:0;margin-bottom:12px}
.choice{display:grid;grid-template-columns:20px 1fr;gap:0 12px;padding:12px;border:1px solid var(--strong);border-radius:6px;margin-bottom:8px;cursor:pointer}
.choice input{margin:4px 0 0;accent-color:var(--primary);width:16px;height:16px}
.choice b{font-weight:600}.choice span{grid-column:2;color:var(--ink3);font-size:14px;line-height:20px}
.choice:has(:checked){border-color:var(--primary);background:var(--soft)}
.choice:has(:checked) span{color:var(--ink2)}
button,.button{font:inherit;font-weight:500;min-height:44px;padding:8px 16px;border-radius:6px;border:1px solid var(--strong);background:var(--surface);color:var(--ink);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center;justify-content:center}
.primary{background:var(--primary);border-color:var(--primary);color:var(--on)}
.primary:hover{background:var(--hover);border-color:var(--hover)}
.block{width:100%;margin-top:8px}
.back{margin-top:16px;text-align:center;font-size:14px}
.said{padding:12px;border-radius:6px;margin-bottom:16px;font-size:14px;line-height:20px}
.said.bad{background:var(--danger);color:var(--dangertext)}.said.good{background:var(--ok);color:var(--oktext)}
.row{display:flex;gap:8px;flex-wrap:wrap;align-items:center}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:20px}
th{color:var(--ink3);font-weight:500;font-size:12px;text-align:start;border-bottom:1px solid var(--strong);padding:8px 12px 8px 0}
td{border-bottom:1px solid var(--line);padding:8px 12px 8px 0;vertical-align:top}
.num{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
td form{display:inline}td button{min-height:32px;padding:2px 10px;font-size:13px}
.quiet{color:var(--ink3);font-size:14px}
@media (max-width:760px){.checkout{grid-template-columns:minmax(0,1fr);gap:32px;padding:32px 16px}.wide{padding:24px 16px}.amount{font-size:32px;line-height:40px}}
`
