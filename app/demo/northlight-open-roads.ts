import { monthly, option, type Road, work } from "./road"

const qualified: readonly Road[] = [
  {
    key: "stadtwerke",
    owner: "owner",
    client: {
      company: "Stadtwerke Lindenau",
      legalName: "Stadtwerke Lindenau AöR",
      website: "https://stadtwerke-lindenau.example",
      line1: "Werkstraße 1",
      postalCode: "04177",
      city: "Leipzig",
      country: "DE",
      vatId: "DE165432987",
      contact: {
        name: "Torsten Krause",
        jobTitle: "Head of Customer Service",
        email: "krause@stadtwerke-lindenau.example",
        phone: "+49 341 5550122",
      },
    },
    enquiry: {
      daysAgo: 18,
      message:
        "Customers should read their meters on the phone. We must tender above 50,000, so please keep the first step below.",
    },
    deal: {
      daysAgo: 13,
      title: "Meter reading app, first step",
      closesInDays: 45,
      termMonths: 24,
      lines: [work("Concept and prototype", "28000"), work("Accessibility audit", "4800"), monthly("Operation", "650")],
    },
    notes: [
      { daysAgo: 7, by: "owner", text: "Torsten asks for a reference from another utility. Send the Kiel case." },
    ],
  },
  {
    key: "tierarzt",
    owner: "member",
    client: {
      company: "Tierklinik am Wald",
      website: "https://tierklinik-am-wald.example",
      line1: "Waldweg 27",
      postalCode: "14482",
      city: "Potsdam",
      country: "DE",
      contact: {
        name: "Dr. Miriam Adler",
        jobTitle: "Veterinarian",
        email: "adler@tierklinik-am-wald.example",
        phone: "+49 331 5550166",
      },
    },
    deal: {
      daysAgo: 6,
      title: "Appointments online",
      closesInDays: 21,
      lines: [work("Appointment system", "5400"), option("Reminders by text message", "700")],
    },
  },
  {
    key: "stiftung",
    owner: "manager",
    client: {
      company: "Stiftung Klangraum",
      website: "https://klangraum.example",
      line1: "Am Dom 5",
      postalCode: "50667",
      city: "Cologne",
      country: "DE",
      contact: {
        name: "Judith Falk",
        jobTitle: "Programme Director",
        email: "falk@klangraum.example",
        phone: "+49 221 5550139",
      },
    },
    deal: {
      daysAgo: 4,
      title: "Festival site",
      closesInDays: 60,
      lines: [work("Festival site", "16500"), work("Ticketing", "3900")],
    },
  },
  {
    key: "baecker",
    owner: "member",
    client: {
      company: "Bäckerei Morgenrot",
      website: "https://morgenrot.example",
      line1: "Marktplatz 2",
      postalCode: "99423",
      city: "Weimar",
      country: "DE",
      contact: { name: "Stefan Pohl", jobTitle: "Owner", email: "pohl@morgenrot.example", phone: "+49 3643 555017" },
    },
    deal: { daysAgo: 25, title: "Brand refresh", closesInDays: -3, lines: [work("Brand refresh", "6200")] },
  },
]

const proposed: readonly Road[] = [
  {
    key: "zahnarzt",
    owner: "manager",
    client: {
      company: "Zahnärzte am Kanal",
      website: "https://zahnaerzte-am-kanal.example",
      line1: "Uferstraße 6",
      postalCode: "13357",
      city: "Berlin",
      country: "DE",
      contact: {
        name: "Dr. Emil Graf",
        jobTitle: "Dentist",
        email: "graf@zahnaerzte-am-kanal.example",
        phone: "+49 30 5550168",
      },
    },
    deal: {
      daysAgo: 17,
      title: "Website in plain language",
      closesInDays: 14,
      lines: [work("Website", "6800"), option("Photography", "950")],
    },
    proposal: { drafted: { daysAgo: 14 }, sent: { daysAgo: 13 }, opened: { daysAgo: 12 } },
  },
  {
    key: "klinik",
    owner: "owner",
    client: {
      company: "Augenklinik Nord",
      legalName: "Augenklinik Nord gGmbH",
      website: "https://augenklinik-nord.example",
      line1: "Feldstraße 90",
      postalCode: "24105",
      city: "Kiel",
      country: "DE",
      contact: {
        name: "Prof. Dr. Henrik Schröder",
        jobTitle: "Medical Director",
        email: "schroeder@augenklinik-nord.example",
        phone: "+49 431 5550175",
      },
    },
    enquiry: {
      daysAgo: 30,
      message:
        "Patients cannot find the right department on our site. We would like a fresh start, with plain language.",
    },
    deal: {
      daysAgo: 22,
      title: "Patient website",
      closesInDays: 12,
      lines: [
        work("Website", "21000"),
        work("Plain language texts", "95", { quantity: "40", unit: "h" }),
        option("Editorial training", "1800"),
      ],
    },
    proposal: { drafted: { daysAgo: 10 }, sent: { daysAgo: 9 }, opened: { daysAgo: 7 } },
  },
  {
    key: "segel",
    owner: "manager",
    client: {
      company: "Segelschule Wannsee",
      website: "https://segelschule-wannsee.example",
      line1: "Am Steg 11",
      postalCode: "14109",
      city: "Berlin",
      country: "DE",
      contact: {
        name: "Jan Petersen",
        jobTitle: "Owner",
        email: "jan@segelschule-wannsee.example",
        phone: "+49 30 5550105",
      },
    },
    deal: {
      daysAgo: 15,
      title: "Course booking",
      closesInDays: 18,
      lines: [work("Course booking", "7400"), monthly("Hosting and care", "75")],
    },
    proposal: {
      drafted: { daysAgo: 8 },
      sent: { daysAgo: 7 },
      opened: { daysAgo: 1 },
      asked: { daysAgo: 1, question: "Can we pay in three parts over the season?" },
    },
  },
  {
    key: "architekten",
    owner: "member",
    client: {
      company: "Studio Halm Architekten",
      website: "https://studio-halm.example",
      line1: "Torstraße 140",
      postalCode: "10119",
      city: "Berlin",
      country: "DE",
      contact: { name: "Lina Halm", jobTitle: "Partner", email: "halm@studio-halm.example", phone: "+49 30 5550152" },
    },
    deal: {
      daysAgo: 11,
      title: "Portfolio site",
      closesInDays: 25,
      lines: [work("Portfolio site", "8900"), option("English version", "1200")],
    },
    proposal: { drafted: { daysAgo: 5 }, sent: { daysAgo: 4 } },
  },
  {
    key: "moebel",
    owner: "owner",
    client: {
      company: "Möbelwerkstatt Eiche",
      website: "https://werkstatt-eiche.example",
      line1: "Industriestraße 7",
      postalCode: "33602",
      city: "Bielefeld",
      country: "DE",
      contact: {
        name: "Ralf Sander",
        jobTitle: "Master Joiner",
        email: "sander@werkstatt-eiche.example",
        phone: "+49 521 5550194",
      },
    },
    deal: {
      daysAgo: 9,
      title: "Table configurator",
      closesInDays: 40,
      lines: [work("Configurator", "13200"), option("Augmented reality view", "5600")],
    },
    proposal: { drafted: { daysAgo: 2 } },
  },
]

const negotiating: readonly Road[] = [
  {
    key: "wanderverein",
    owner: "owner",
    client: {
      company: "Alpine Wege Verband",
      website: "https://alpine-wege.example",
      line1: "Bergstraße 30",
      postalCode: "82467",
      city: "Garmisch",
      country: "DE",
      contact: {
        name: "Veronika Mayr",
        jobTitle: "Secretary",
        email: "mayr@alpine-wege.example",
        phone: "+49 8821 555013",
      },
    },
    deal: {
      daysAgo: 45,
      title: "Trail map",
      closesInDays: 4,
      lines: [work("Interactive trail map", "15800"), option("Offline maps", "3600")],
    },
    proposal: {
      drafted: { daysAgo: 26 },
      sent: { daysAgo: 25 },
      opened: { daysAgo: 24 },
      asked: { daysAgo: 23, question: "Do the offline maps work without an account?" },
    },
    negotiation: { daysAgo: 20 },
  },
  {
    key: "messe",
    owner: "manager",
    client: {
      company: "Messe Rheinland",
      legalName: "Messe Rheinland GmbH",
      website: "https://messe-rheinland.example",
      line1: "Messeplatz 1",
      postalCode: "40474",
      city: "Düsseldorf",
      country: "DE",
      vatId: "DE143219876",
      contact: {
        name: "Sabine Dorn",
        jobTitle: "Digital Lead",
        email: "dorn@messe-rheinland.example",
        phone: "+49 211 5550160",
      },
    },
    deal: {
      daysAgo: 40,
      title: "Exhibitor portal",
      closesInDays: 9,
      termMonths: 36,
      lines: [
        work("Exhibitor portal", "38500"),
        work("Single sign-on", "4200"),
        monthly("Operation and support", "1200"),
      ],
    },
    proposal: {
      drafted: { daysAgo: 29 },
      sent: { daysAgo: 28, message: "Version with the single sign-on as agreed." },
      opened: { daysAgo: 27 },
    },
    negotiation: { daysAgo: 12 },
  },
  {
    key: "gymnasium",
    owner: "member",
    client: {
      company: "Musikschule Allegro",
      website: "https://musikschule-allegro.example",
      line1: "Schulstraße 15",
      postalCode: "79098",
      city: "Freiburg",
      country: "DE",
      contact: {
        name: "Cora Winkler",
        jobTitle: "Director",
        email: "winkler@musikschule-allegro.example",
        phone: "+49 761 5550112",
      },
    },
    deal: {
      daysAgo: 34,
      title: "Timetable app",
      closesInDays: 6,
      lines: [work("Timetable app", "9600"), monthly("Care plan", "110")],
    },
    proposal: { drafted: { daysAgo: 26 }, sent: { daysAgo: 24 }, opened: { daysAgo: 3 } },
    negotiation: { daysAgo: 3 },
  },
]

/** Deals that are still open, in each stage of the board. */
export const openRoads: readonly Road[] = [...qualified, ...proposed, ...negotiating]
