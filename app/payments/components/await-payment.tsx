import source from "./confirming.mjs?url"

/** Shows the page anew as soon as a payment that is being confirmed has arrived. */
export const AwaitPayment = () => <script type="module" src={source} />
