import { createContext, useContext } from "react"

/** Filled by the server alone: the nonce of the response being rendered. */
export const NonceContext = createContext<string | undefined>(undefined)

/** The nonce for scripts in this document; undefined in the browser, where no script is written any more. */
export const useNonce = (): string | undefined => useContext(NonceContext)
