/** The texts a new organization's proposals begin with: Markdown with merge fields. Neutral enough to be sent as they stand. */
export const defaultProposal = {
  intro: `Dear {{contact.name}},

thank you for the good conversations about **{{deal.title}}**. On the following pages {{organization.name}} sets out what we understood, what we propose, and what it costs.

If something is missing or reads differently from what you had in mind, ask us before you sign: that is what the button “Ask a question” is for.`,

  scope: `We deliver what the lines below describe. In short:

- we begin with a joint kick-off and agree on goals and responsibilities,
- you see our work early and often, and every result is handed over for your approval,
- two rounds of changes are included for each result.

Work that goes beyond this is offered separately before we begin with it.`,

  timeline: `1. **Kick-off** within two weeks of your signature.
2. **Concept and first results**, which we present to you.
3. **Production**, with your feedback in between.
4. **Handover and launch.**

Dates are agreed at the kick-off. They assume that material and feedback reach us within five working days.`,

  terms: `**Payment.** A deposit is due on signature, the remainder on completion. Invoices are payable within the time they state. All amounts are shown with the tax that applies.

**Rights of use.** On full payment you receive the right to use the delivered results for the agreed purpose, without limit in time or place. Material of third parties remains under its own licences.

**Your part.** You provide content, access and decisions in good time, and you hold the rights in what you give us.

**Confidentiality.** Both sides keep confidential what they learn about each other.

**Ending early.** Either side may end the work in writing with two weeks' notice. What has been done until then is paid for.

By signing, you accept this proposal with the options you have chosen, in the name of {{client.name}}.`,
}
