import type { EventName } from "~/platform/language/events"
import { sentences } from "~/timeline/sentences"

/** "lead-conversion" → "Lead conversion". */
const words = (text: string) => {
  const spaced = text.replaceAll("-", " ")
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

const all = Object.keys(sentences).sort() as EventName[]
const nounOf = (name: string) => name.slice(0, name.indexOf("."))
const verbOf = (name: string) => name.slice(name.indexOf(".") + 1)

/** The events that a choice of the filter stands for: one act by its name, or every act on a noun. None for other texts. */
export const namesOfAct = (act: string): EventName[] => all.filter((name) => name === act || nounOf(name) === act)

/** An act in words, for events that no sentence tells: "Session started". */
export const plainAct = (name: string): string => `${words(nounOf(name))} ${verbOf(name).replaceAll("-", " ")}`

/** Every kind of act to choose from, by what it is about. */
export const actChoices = [...new Set(all.map(nounOf))].map((noun) => ({
  label: words(noun),
  options: [
    { value: noun, label: `${words(noun)}: any act` },
    ...all.filter((name) => nounOf(name) === noun).map((name) => ({ value: name as string, label: plainAct(name) })),
  ],
}))
