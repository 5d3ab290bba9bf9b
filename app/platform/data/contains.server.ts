/** The pattern of texts that hold these words, for `ilike`: signs that stand for any letter there are taken as they are. */
export const contains = (words: string) => `%${words.replace(/[\\%_]/g, "\\$&")}%`
