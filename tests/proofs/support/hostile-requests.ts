import type { Chance } from "./chance"
import type { Draft, Spoil, Targets } from "./hostile-draft"
import type { Raw } from "./hostile-values"
import { type HostileRequest, written } from "./hostile-writing"
import { spoilsOfAddresses } from "./spoils-of-addresses"
import { spoilsOfBodies } from "./spoils-of-bodies"
import { spoilsOfFields } from "./spoils-of-fields"
import { spoilsOfHeaders } from "./spoils-of-headers"
import { spoilsOfLengths } from "./spoils-of-lengths"

/** Everything that is done to requests, each by its name. */
const spoils: Record<string, Spoil> = {
  ...spoilsOfFields,
  ...spoilsOfBodies,
  ...spoilsOfHeaders,
  ...spoilsOfAddresses,
  ...spoilsOfLengths,
}

/** What gets furthest into the program: forms that are read and acted upon. */
const plainSpoils = [
  "a hostile value",
  "hostile values everywhere",
  "a field missing",
  "a field repeated",
  "a form in parts",
]

const spoilNames = Object.keys(spoils)

/** A request to one of the targets, spoiled in one to three ways. */
export function hostileRequest(chance: Chance, targets: Targets): HostileRequest {
  const draft = drafted(chance, targets)
  const done = Array.from({ length: chance.pick([1, 1, 2, 3]) }, () =>
    chance.pick(chance.happens(0.35) ? plainSpoils : spoilNames),
  )
  for (const name of done) spoils[name]!(draft, chance, targets)
  return written(draft, done)
}

function drafted(chance: Chance, { origin, addresses, forms, cookies }: Targets): Draft {
  const attacker = chance.pick(["nobody", "owner", "owner"] as const)
  const form = chance.happens(0.65) ? chance.pick(forms) : null
  const [path = "/", query = ""] = (form?.action ?? chance.pick(addresses)).split("?")
  const method = form?.method ?? chance.pick(["GET", "GET", "POST"])
  const pressed = form && form.buttons.length > 0 && chance.happens(0.6) ? [chance.pick(form.buttons)] : []
  const inQuery = form?.method === "GET" ? [...form.fields, ...pressed] : []
  return {
    attacker,
    method,
    path,
    query: [...new URLSearchParams(query), ...inQuery],
    headers: [
      ["Host", new URL(origin).host],
      ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"],
      ["Sec-Fetch-Site", "same-origin"],
      ["Origin", origin],
      ...(cookies[attacker] ? [["Cookie", cookies[attacker]] as [string, string]] : []),
    ],
    fields: (form?.method === "POST" ? [...form.fields, ...pressed] : []).map(([name, value]): [Raw, Raw] => [
      name,
      value,
    ]),
    encoding: chance.happens(0.2) ? "multipart" : "urlencoded",
    contentType: null,
    body: null,
    length: null,
    chunked: false,
    hangsUp: false,
  }
}
