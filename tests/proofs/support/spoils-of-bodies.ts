import { BOUNDARY, type Spoil } from "./hostile-draft"

/** What is done to a body and to what is said of its kind. */
export const spoilsOfBodies: Record<string, Spoil> = {
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
}

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
