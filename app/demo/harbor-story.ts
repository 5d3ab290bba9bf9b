import { option, type Road, work } from "./road"
import type { LeadStory } from "./tell-leads.server"

/** What waits at Harbor. */
export const harborLeads: readonly LeadStory[] = [
  {
    key: "lead-distillery",
    name: "Fiona Walsh",
    email: "fiona@whitefort-distillery.example",
    company: "Whitefort Distillery",
    message: "We need a shop that can ship to four countries, and somebody who looks after it.",
    daysAgo: 2,
    time: "11:14",
  },
]

/** Harbor's one deal, with nothing invoiced yet. */
export const harborRoads: readonly Road[] = [
  {
    key: "ferry",
    owner: "owner",
    client: {
      company: "Skellig Ferries",
      website: "https://skellig-ferries.example",
      line1: "2 Pier Road",
      postalCode: "V23 Y402",
      city: "Portmagee",
      country: "IE",
      contact: {
        name: "Declan Moore",
        jobTitle: "Manager",
        email: "declan@skellig-ferries.example",
        phone: "+353 66 5550191",
      },
    },
    deal: {
      daysAgo: 8,
      title: "Booking site",
      closesInDays: 30,
      lines: [work("Booking site", "6400"), option("Photography", "900")],
    },
  },
]
