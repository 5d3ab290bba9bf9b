/** How long a password must be and may be, in characters as people count them. */
export const passwordLength = { least: 12, most: 128 } as const
