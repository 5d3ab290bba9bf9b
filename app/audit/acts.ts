import type { EventName } from "~/platform/language/events"
import { sentences } from "~/timeline/sentences"
import { accountAct } from "./account-acts"

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

/** What an act is called: "Signed in", "Organization edited". */
export const plainAct = (name: string): string =>
  accountAct(name) ?? `${words(nounOf(name))} ${verbOf(name).replaceAll("-", " ")}`

/** Nouns that people have other words for. */
const titles: Record<string, string> = { session: "Signing in and out", factor: "Second factor" }

/** Every kind of act to choose from, by what it is about. */
export const actChoices = [...new Set(all.map(nounOf))].map((noun) => ({
  label: titles[noun] ?? words(noun),
  options: [
    { value: noun, label: `${titles[noun] ?? words(noun)}: any act` },
    ...all.filter((name) => nounOf(name) === noun).map((name) => ({ value: name as string, label: plainAct(name) })),
  ],
}))
