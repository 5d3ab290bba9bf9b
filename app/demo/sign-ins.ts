/** Who can be signed in as in the demo, and what they are there. */
export const demoSignIns = [
  { email: "owner@northlight.example", who: "Owner of Northlight" },
  { email: "manager@northlight.example", who: "Manager" },
  { email: "member@northlight.example", who: "Member" },
  { email: "finance@northlight.example", who: "Finance" },
  { email: "guest@northlight.example", who: "Guest, who may only read" },
  { email: "owner@harbor.example", who: "Owner of another agency, Harbor" },
] as const

/** The password of them all. */
export const demoPassword = "paper-lantern-42"
