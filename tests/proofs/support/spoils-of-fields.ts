import { type Spoil, shortened, valueFor } from "./hostile-draft"
import { hostileControls, hostileNames, type Raw } from "./hostile-values"

/** What is done to the fields of a form. */
export const spoilsOfFields: Record<string, Spoil> = {
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
  "as many lines as a document has, as a form may have, and more": (draft, chance) => {
    const parts = ["name", "quantity", "unitPrice", "taxRate", "description", "unit", "note", "id"]
    const junk = chance.happens(0.5) ? "x" : "1"
    const lines = chance.pick([100, 180, 201])
    for (let line = 0; line < lines; line++)
      for (const part of parts) draft.fields.push([`lines[${line}].${part}`, part === "name" ? "Line" : junk])
  },
  "as many fields as may be": (draft) => {
    for (let field = draft.fields.length; field < 1_500; field++) draft.fields.push([`field${field}.a.b.c.d.e`, ""])
  },
  "far too many fields": (draft) => {
    draft.body = Buffer.from("a&".repeat(100_000))
  },
  "as many lists as may be": (draft) => {
    for (let field = draft.fields.length; field < 1_500; field++) draft.fields.push([`list${field}[200]`, ""])
  },
}
