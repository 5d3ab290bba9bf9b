/** Counts up whenever the words of `consentText` change; stored with every signature beside the words themselves. */
export const consentVersion = "1"

/** What a client agrees to by ticking the box above the signature. Call it a simple electronic signature, never more. */
export function consentText({ agency, hasTerms }: { agency: string; hasTerms: boolean }): string {
  const read = hasTerms ? "I have read the terms above and accept this proposal" : "I accept this proposal"
  return `${read} of ${agency}, and I agree to sign it with a simple electronic signature.`
}

/** The words for one version: whether it has terms, and whose offer it is, are frozen with it. */
export const consentTo = ({ agency, sections }: { agency: { name: string }; sections: { terms: string } }): string =>
  consentText({ agency: agency.name, hasTerms: sections.terms.trim() !== "" })
