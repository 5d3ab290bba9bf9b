/** Counts are made and shown up to here: beyond, nobody acts on the exact figure, and counting on would read every row. */
export const mostCounted = 99

/** A count as it is shown: "12", or "99+" where there are more than are counted. */
export const countText = (n: number) => (n > mostCounted ? `${mostCounted}+` : String(n))
