/** The enquiry form that a new organization begins with. */
export const defaultForm = (organization: string) => ({
  name: "Website enquiry",
  title: "Tell us about your project",
  intro: "A few lines are enough. We answer within one working day.",
  thanks: "Thank you. We have your message and will answer within one working day.",
  consentText: `I agree that ${organization} keeps what I have written here in order to answer me.`,
})
