/** What is wrong with a mailbox, in words. */
export type AddressWords = { email: string; bounced: string | null; reason: string | null; complained: string | null }

/** Says of an address that mail to it comes back, or that its owner called ours unwanted. */
export function AddressTrouble({ bounced, reason, complained }: Omit<AddressWords, "email">) {
  return (
    <>
      {bounced && (
        <span className="block break-words text-danger-text">
          Mail to it comes back since {bounced}
          {reason && `: ${reason}`}
        </span>
      )}
      {complained && (
        <span className="block text-warn-text">Called our mail unwanted on {complained}; gets no optional mail</span>
      )}
    </>
  )
}
