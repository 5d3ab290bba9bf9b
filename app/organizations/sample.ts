/** What the sample proposal is made of: a client that does not exist, and work that nobody ordered. */
export const sample = {
  company: { name: "Sample Bakery", kind: "client" },
  contact: { name: "Sam Sample", role: "Owner", email: "sam@sample.example" },
  title: "Website for a bakery (sample)",
  lines: [
    { name: "Design and build of the website", unitPrice: "4800", description: "Five pages, phone first" },
    { name: "Photographs on one morning", unitPrice: "900" },
    { name: "Newsletter template", unitPrice: "600", isOptional: true },
  ],
} as const
