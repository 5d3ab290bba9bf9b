import type { Role } from "~/organizations/role"

/** An agency of the demo and its people. */
export type AgencyPlan = {
  organization: {
    name: string
    legalName: string
    country: string
    currency: string
    timeZone: string
    locale: string
    ownerName: string
    ownerEmail: string
    line1: string
    postalCode: string
    city: string
    email: string
    phone: string
    website: string
    vatId: string
    iban: string
    bic: string
    bankName: string
    formKey: string
  }
  members: readonly { role: Exclude<Role, "owner">; name: string; email: string }[]
}

/** Northlight: the agency of the story, in Berlin, in euros, at 19 % VAT. */
export const northlight: AgencyPlan = {
  organization: {
    name: "Northlight",
    legalName: "Northlight Studio GmbH",
    country: "DE",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "en-GB",
    ownerName: "Ida Lindqvist",
    ownerEmail: "owner@northlight.example",
    line1: "Lindenstraße 71",
    postalCode: "10969",
    city: "Berlin",
    email: "studio@northlight.example",
    phone: "+49 30 5550142",
    website: "https://northlight.example",
    vatId: "DE298765432",
    iban: "DE02120300000000202051",
    bic: "BYLADEM1001",
    bankName: "Berliner Handelsbank",
    formKey: "northlight",
  },
  members: [
    { role: "manager", name: "Jonas Weber", email: "manager@northlight.example" },
    { role: "member", name: "Mira Aksoy", email: "member@northlight.example" },
    { role: "finance", name: "Thomas Brandt", email: "finance@northlight.example" },
    { role: "guest", name: "Lea Novak", email: "guest@northlight.example" },
  ],
}

/** Harbor: a second agency in the same installation, which sees nothing of the first. */
export const harbor: AgencyPlan = {
  organization: {
    name: "Harbor",
    legalName: "Harbor Digital Ltd",
    country: "IE",
    currency: "EUR",
    timeZone: "Europe/Dublin",
    locale: "en-IE",
    ownerName: "Niamh Byrne",
    ownerEmail: "owner@harbor.example",
    line1: "14 Custom House Quay",
    postalCode: "D01 X5P8",
    city: "Dublin",
    email: "hello@harbor.example",
    phone: "+353 1 5550177",
    website: "https://harbor.example",
    vatId: "IE6388047V",
    iban: "IE29AIBK93115212345678",
    bic: "AIBKIE2D",
    bankName: "Dublin Quay Bank",
    formKey: "harbor-digital",
  },
  members: [],
}
