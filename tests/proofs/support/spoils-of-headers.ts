import { header, type Spoil } from "./hostile-draft"

/** What is done to the method and the head of a request. */
export const spoilsOfHeaders: Record<string, Spoil> = {
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
}
