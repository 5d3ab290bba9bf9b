import type { Chance } from "./chance"
import { hostileControls, hostileNames, hostileValues, type Raw } from "./hostile-values"
import type { ServedForm } from "./served-forms"

/** What there is to be attacked. */
export type Targets = {
  origin: string
  addresses: readonly string[]
  forms: readonly ServedForm[]
  /** Names of query parameters that some page reads. */
  parameters: readonly string[]
  /** Cookies of those who attack. */
  cookies: Record<Attacker, string>
}

/** Who sends it: nobody, or somebody signed in. Whoever holds a client's link has it in the address. */
export type Attacker = "nobody" | "owner"

/** A request that is put together, still in parts that can be spoiled. */
type Draft = {
  attacker: Attacker
  method: string
  path: string
  query: [Raw, Raw][]
  headers: [string, string | Buffer][]
  fields: [Raw, Raw][]
  encoding: "urlencoded" | "multipart" | "none"
  contentType: string | null
  body: Buffer | null
  /** What is said of the body's length, when it is not the truth. */
  length: ((bytes: number) => [string, string][]) | null
  chunked: boolean
  hangsUp: boolean
}

/** A request as it goes over the wire, with what was done to it in words. */
export type HostileRequest = {
  attacker: Attacker
  what: string
  head: Buffer
  body: Buffer
  hangsUp: boolean
  /** A whole request of which an answer is expected: its lengths are true and nobody hangs up. */
  isWhole: boolean
  asks: { method: string; target: string; html: boolean }
}

type Spoil = (draft: Draft, chance: Chance, targets: Targets) => void

/** A head that is longer ends the connection at once. */
const LONGEST_HEAD = 16_384
const BOUNDARY = "----boundary7d3a"
const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g

const valueFor = (chance: Chance): Raw => hostileValues[chance.pick(Object.keys(hostileValues))]!
const header =
  (name: string, values: readonly (string | Buffer)[]): Spoil =>
  (draft, chance) => {
    draft.headers = draft.headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase())
    draft.headers.push([name, chance.pick(values)])
  }
const inBody: readonly string[] = ["POST", "PUT", "PATCH", "DELETE"]

/** Everything that is done to requests, each by its name. */
const spoils: Record<string, Spoil> = {
  "a hostile value": (draft, chance) => {
    const field = draft.fields.length > 0 ? chance.pick(draft.fields) : undefined
    if (field) field[1] = valueFor(chance)
    else draft.query.push(["q", valueFor(chance)])
  },
  "hostile values everywhere": (draft, chance) => {
    for (const field of draft.fields) if (chance.happens(0.7)) field[1] = shortened(valueFor(chance))
  },
  "a field missing": (draft, chance) => {
    draft.fields.splice(chance.whole(draft.fields.length + 1), 1)
  },
  "no field at all": (draft) => {
    draft.fields = []
  },
  "a field repeated": (draft, chance) => {
    const field = draft.fields.length > 0 ? chance.pick(draft.fields) : (["a", "b"] as [Raw, Raw])
    for (let time = 0; time < chance.pick([1, 2, 300]); time++) draft.fields.push([...field])
  },
  "a field that is a list": (draft, chance) => {
    const field = draft.fields.length > 0 ? chance.pick(draft.fields) : undefined
    if (field) field[0] = `${field[0]}${chance.pick(["[0]", "[]", "[200]", ".x", "[0].x", "[0][0]", "[__proto__]"])}`
  },
  "a list that is a text": (draft, chance) => {
    const lists = draft.fields.map(([name]) => /^[^.[]+(?=[.[])/.exec(String(name))?.[0] ?? "")
    draft.fields.push([chance.pick([...lists.filter(Boolean), "lines", "emails"]), "x"])
  },
  "a hostile name": (draft, chance) => {
    draft.fields.push([chance.pick(hostileNames), chance.happens(0.5) ? "1" : shortened(valueFor(chance))])
  },
  "a hostile control": (draft, chance) => {
    draft.fields.push([chance.pick(["__intent__", "__state__"]), chance.pick(hostileControls)])
  },
  "two hundred lines": (draft, chance) => {
    const parts = ["name", "quantity", "unitPrice", "taxRate", "description", "unit", "note", "id"]
    const junk = chance.happens(0.5) ? "x" : "1"
    for (let line = 0; line <= 200; line++)
      for (const part of parts) draft.fields.push([`lines[${line}].${part}`, part === "name" ? "Line" : junk])
  },
  "as many fields as may be": (draft) => {
    for (let field = draft.fields.length; field < 2_500; field++) draft.fields.push([`field${field}.a.b.c.d.e`, ""])
  },
  "far too many fields": (draft) => {
    draft.body = Buffer.from("a&".repeat(100_000))
  },
  "as many lists as may be": (draft) => {
    for (let field = draft.fields.length; field < 2_500; field++) draft.fields.push([`list${field}[200]`, ""])
  },
  "another method": (draft, chance) => {
    draft.method = chance.pick([
      "GET",
      "HEAD",
      "OPTIONS",
      "PUT",
      "PATCH",
      "DELETE",
      "TRACE",
      "PROPFIND",
      "post",
      "G-T",
      "QUERY",
    ])
  },
  "another content type": (draft, chance) => {
    const types = [
      "text/plain",
      "application/json",
      "application/xml",
      "application/x-www-form-urlencoded; charset=utf-16",
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "x",
      ";",
      "application/json, application/x-www-form-urlencoded",
    ]
    draft.contentType = chance.pick([...types, null])
  },
  "JSON for a form": (draft, chance) => {
    draft.contentType = "application/json"
    draft.body = Buffer.from(
      chance.pick([
        "{}",
        "null",
        "[".repeat(50_000),
        `{"a":${'{"b":'.repeat(5_000)}`,
        '{"title":["x"]}',
        "\ufeff{}",
        "NaN",
      ]),
    )
  },
  "a form in parts": (draft) => {
    draft.encoding = "multipart"
  },
  "parts that are broken": (draft, chance) => {
    draft.encoding = "none"
    draft.contentType = `multipart/form-data; boundary=${BOUNDARY}`
    draft.body = Buffer.from(chance.pick(brokenParts))
  },
  "a file for a text": (draft, chance) => {
    draft.encoding = "none"
    draft.contentType = `multipart/form-data; boundary=${BOUNDARY}`
    const name = String(draft.fields.length > 0 ? chance.pick(draft.fields)[0] : "file").replaceAll(/[\r\n"]/g, "")
    draft.body = Buffer.concat([
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${chance.pick(["../../etc/passwd", "a\u0000.png", "x.svg", ""])}"\r\nContent-Type: image/svg+xml\r\n\r\n`,
      ),
      Buffer.alloc(chance.pick([0, 10, 900_000]), 0x61),
      Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
    ])
  },
  "noise for a body": (draft, chance) => {
    draft.body = Buffer.from(Array.from({ length: chance.pick([1, 50, 5_000]) }, () => chance.whole(256)))
  },
  "another host": header("Host", [
    "",
    "evil.example",
    "localhost",
    "localhost:99999",
    "localhost:80@evil.example",
    "[::1",
    "a b",
    "localhost:0x50",
    "LOCALHOST.",
    Buffer.from([0xff, 0xfe]),
  ]),
  "two hosts": (draft) => {
    draft.headers.push(["Host", "evil.example"])
  },
  "no host": (draft) => {
    draft.headers = draft.headers.filter(([name]) => name !== "Host")
  },
  "another origin": header("Origin", [
    "null",
    "https://evil.example",
    "",
    "http://localhost",
    "http://localhost:1, http://localhost:2",
    "file://",
    "x".repeat(5_000),
  ]),
  "another site": header("Sec-Fetch-Site", ["cross-site", "same-site", "none", "", "x", "same-origin, cross-site"]),
  "an odd mode": header("Sec-Fetch-Mode", ["navigate", "no-cors", "websocket", "x"]),
  "an odd referrer": header("Referer", [
    "x",
    "http://[",
    "javascript:alert(1)",
    `http://localhost/${"r".repeat(5_000)}`,
    Buffer.from("http://localhost/\xff", "latin1"),
  ]),
  "an odd language": header("Accept-Language", [
    "*",
    "x".repeat(5_000),
    "de;q=x",
    ",".repeat(4_000),
    "__proto__",
    "zz-ZZ-x-y-z",
  ]),
  "an odd wish": header("Accept", ["", "*", "application/json", "text/html;q=nan", "x".repeat(8_000)]),
  "an odd range": header("Range", ["bytes=0-0", `bytes=${"0-,".repeat(1_000)}`, "bytes=9999999999-"]),
  "an odd condition": header("If-None-Match", ["*", '"x"', "W/"]),
  "an odd date": header("If-Modified-Since", ["x", "Thu, 01 Jan 1970 00:00:00 GMT", "9".repeat(400)]),
  "an expectation": header("Expect", ["100-continue", "200-ok", ""]),
  "an upgrade": (draft, chance) => {
    draft.headers.push(["Connection", "Upgrade"], ["Upgrade", chance.pick(["websocket", "h2c", "x"])])
  },
  "an odd browser": header("User-Agent", [
    "",
    "x".repeat(8_000),
    Buffer.from([0xff, 0xfe, 0x80]),
    "() { :; }; echo",
    "<script>alert(1)</script>",
  ]),
  "a proxy's word": (draft, chance) => {
    draft.headers.push(
      ["X-Forwarded-For", chance.pick(["6.6.6.6", "x".repeat(4_000), "::1, '"])],
      ["X-Forwarded-Host", "evil.example:x"],
      ["X-Forwarded-Proto", "javascript"],
      ["Forwarded", "for=;host="],
    )
  },
  "an encoded body": header("Content-Encoding", ["gzip", "br", "x"]),
  "too many headers": (draft, chance) => {
    for (let count = 0; count < chance.pick([90, 400]); count++) draft.headers.push([`X-${count}`, "v".repeat(60)])
  },
  "an odd cookie": (draft, chance) => {
    const session = draft.headers.find(([name]) => name === "Cookie")?.[1] ?? "signoff=x"
    const name = String(session).split("=")[0]
    const odd = [
      `${name}=`,
      `${name}=${"A".repeat(8_000)}`,
      `${name}=%ff%00; ${name}=%E0%A4%A`,
      `${name}=eyJhIjoxfQ==.x`,
      "__proto__=1; constructor=2",
      "=;=;;;",
      `notice=${Buffer.from('{"text":1}').toString("base64url")}.x`,
      "notice=%; theme=<script>",
      `${session}; ${session}; ${name}=x`,
      "a=b; ".repeat(1_500),
    ]
    header("Cookie", odd)(draft, chance, null as never)
  },
  "an odd parameter": (draft, chance, { parameters }) => {
    draft.query.push([chance.pick(parameters), shortened(valueFor(chance), 3_000)])
  },
  "an odd cursor": (draft, chance) => {
    const cursors = [
      "x",
      "e30",
      Buffer.from("[1,2,3]").toString("base64url"),
      Buffer.from('["9999-99-99","x"]').toString("base64url"),
      Buffer.from('{"__proto__":{}}').toString("base64url"),
      Buffer.from("[".repeat(1_500)).toString("base64url"),
      "A".repeat(4_000),
      "01890000-0000-7000-8000-000000000000",
      "null,null",
      "2023-01-01T00:00:00Z,01890000-0000-7000-8000-000000000000",
    ]
    draft.query.push(["after", chance.pick(cursors)])
  },
  "a parameter repeated": (draft, chance, { parameters }) => {
    const name = chance.pick(parameters)
    for (let time = 0; time < chance.pick([2, 200]); time++)
      draft.query.push([`${name}${chance.pick(["", "[]", "[x]"])}`, "x"])
  },
  "an odd id": (draft, chance) => {
    const ids = [
      "x",
      "00000000-0000-0000-0000-000000000000",
      "01890000-0000-7000-8000-000000000000",
      "%00",
      "%ff",
      "%E0%A4%A",
      "..",
      "%2e%2e",
      "%2e%2e%2f%2e%2e%2fetc",
      "a%2Fb",
      "%5c",
      "'--",
      "__proto__",
      "constructor",
      "9".repeat(400),
      "x".repeat(7_000),
      "%F0%9F%92%A9",
      "%C2%85",
      "%0d%0aSet-Cookie:a=b",
      "null",
      "undefined",
      "*",
      ":id",
      "01890000-0000-7000-8000-00000000000%30",
      "%7Bid%7D",
    ]
    const isId = UUID.test(draft.path)
    draft.path = isId ? draft.path.replaceAll(UUID, chance.pick(ids)) : draft.path.replace(/[^/]*$/, chance.pick(ids))
  },
  "an id in capitals": (draft) => {
    draft.path = draft.path.replaceAll(UUID, (id) => id.toUpperCase())
  },
  "an odd path": (draft, chance) => {
    const odd = [
      "//evil.example",
      `/${"a/".repeat(2_000)}`,
      `${draft.path}/`,
      `/.${draft.path}`,
      `${draft.path}/../..`,
      `${draft.path};a=b`,
      `${draft.path}%20`,
      `${draft.path}\\`,
      `/%2e${draft.path}`,
      "*",
      "http://evil.example/",
      `${draft.path}#a`,
      `/${"é".repeat(10)}`,
      `${draft.path}/%00`,
      "/assets/../server/index.js",
      "/assets/%2e%2e/server/index.js",
      "/.env",
      "/build/server.js",
      `/${"x".repeat(9_000)}`,
      "/__manifest?p=/&p=/login",
      "/events",
      "/webhooks/stripe",
      "/webhooks/stripe/x",
      "/metrics",
      "/ready",
    ]
    draft.path = chance.pick(odd)
  },
  "data alone": (draft, chance) => {
    draft.path = draft.path === "/" ? "/_root.data" : `${draft.path}.data`
    if (chance.happens(0.5))
      draft.query.push([
        "_routes",
        chance.pick(["root", "", "organizations/routes/shell.tsx", "x", "__proto__", "root,root", "r".repeat(2_000)]),
      ])
  },
  "no word of its length": (draft) => {
    draft.length = () => []
  },
  "a length that is none": (draft, chance) => {
    const lengths = ["-1", "x", "1e3", "0x10", "", "99999999999999999999", "1, 1", "+5"]
    const said = chance.pick(lengths)
    draft.length = () => [["Content-Length", said]]
  },
  "two lengths": (draft) => {
    draft.length = (bytes) => [
      ["Content-Length", String(bytes)],
      ["Content-Length", String(bytes + 1)],
    ]
  },
  "too small a length": (draft) => {
    draft.length = (bytes) => [["Content-Length", String(Math.floor(bytes / 2))]]
  },
  "too great a length": (draft) => {
    draft.length = (bytes) => [["Content-Length", String(bytes + 1_000)]]
    draft.hangsUp = true
  },
  "far too great a length": (draft) => {
    draft.length = () => [["Content-Length", "314572800"]]
  },
  "a body in chunks": (draft) => {
    draft.chunked = true
    draft.length = () => [["Transfer-Encoding", "chunked"]]
  },
  "chunks and a length": (draft) => {
    draft.chunked = true
    draft.length = (bytes) => [
      ["Transfer-Encoding", "chunked"],
      ["Content-Length", String(bytes)],
    ]
  },
  "an odd transfer": (draft, chance) => {
    const coding = chance.pick(["gzip", "identity", "chunked, identity", "xchunked", "chunked\t"])
    draft.length = (bytes) => [
      ["Transfer-Encoding", coding],
      ["Content-Length", String(bytes)],
    ]
  },
  "somebody who hangs up": (draft) => {
    draft.hangsUp = true
  },
}

/** What gets furthest into the program: forms that are read and acted upon. */
const plainSpoils = [
  "a hostile value",
  "hostile values everywhere",
  "a field missing",
  "a field repeated",
  "a form in parts",
]

/** Names of all that is done to requests. */
export const spoilNames = Object.keys(spoils)

const brokenParts = [
  "",
  `--${BOUNDARY}`,
  `--${BOUNDARY}--`,
  `--${BOUNDARY}\r\n\r\nno head\r\n--${BOUNDARY}--\r\n`,
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nno end`,
  `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--${BOUNDARY}--\r\n`,
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="__proto__[x]"\r\n\r\n1\r\n--${BOUNDARY}--\r\n`,
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="x[100000000]"\r\n\r\n1\r\n--${BOUNDARY}--\r\n`,
  `--${BOUNDARY}\r\n${"X-Head: y\r\n".repeat(5_000)}\r\n1\r\n--${BOUNDARY}--\r\n`,
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${"n".repeat(200_000)}"\r\n\r\n1\r\n--${BOUNDARY}--\r\n`,
  `${`--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n`.repeat(9_000)}--${BOUNDARY}--\r\n`,
  `${`--${BOUNDARY}\r\n`.repeat(20_000)}`,
]

/** A value short enough that several of it fit beside each other. */
const shortened = (value: Raw, most = 12_000): Raw => (value.length > most ? (value.slice(0, most) as Raw) : value)

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

function written(draft: Draft, done: readonly string[]): HostileRequest {
  const { attacker, method, hangsUp } = draft
  const query = encodedPairs(draft.query)
  const target = `${draft.path}${query ? `?${query}` : ""}`
  const hasBody = inBody.includes(method.toUpperCase())
  const content = hasBody ? bodyOf(draft) : Buffer.alloc(0)
  const truth: [string, string][] = hasBody ? [["Content-Length", String(content.length)]] : []
  const lengths = draft.length ? draft.length(content.length) : truth
  const type = hasBody ? (draft.contentType ?? typeOf(draft)) : null
  const headers: [string, string | Buffer][] = [
    ...draft.headers,
    ...(type === null ? [] : [["Content-Type", type] as [string, string]]),
    ...lengths,
    ["Connection", "close"],
  ]
  const lines = headers.map(([name, value]) =>
    Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value), Buffer.from("\r\n")]),
  )
  const head = Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n`), ...lines, Buffer.from("\r\n")])
  const body = draft.chunked && hasBody ? chunks(content) : content
  const html = headers.some(([name, value]) => name === "Accept" && String(value).includes("text/html"))
  return {
    attacker,
    what: `${attacker}: ${method} ${target.slice(0, 200)} with ${done.join(", ")}`,
    head,
    body,
    hangsUp,
    isWhole: draft.length === null && !hangsUp && head.length <= LONGEST_HEAD,
    asks: { method, target, html },
  }
}

const typeOf = ({ encoding }: Draft) =>
  encoding === "multipart" ? `multipart/form-data; boundary=${BOUNDARY}` : "application/x-www-form-urlencoded"

function bodyOf({ body, encoding, fields }: Draft): Buffer {
  if (body) return body
  return encoding === "multipart" ? partsOf(fields) : Buffer.from(encodedPairs(fields))
}

const partsOf = (fields: readonly [Raw, Raw][]) =>
  Buffer.concat([
    ...fields.flatMap(([name, value]) => [
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${String(name).replaceAll('"', "%22")}"\r\n\r\n`,
      ),
      Buffer.from(value),
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])

const chunks = (content: Buffer) =>
  Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from("\r\n0\r\n\r\n")])

const encodedPairs = (pairs: readonly [Raw, Raw][]) =>
  pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&")

const encoded = (value: Raw) =>
  typeof value === "string"
    ? encodeURIComponent(value)
    : [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")
