import { type Spoil, shortened, valueFor } from "./hostile-draft"

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g

/** What is done to an address and to the question in it. */
export const spoilsOfAddresses: Record<string, Spoil> = {
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
}
