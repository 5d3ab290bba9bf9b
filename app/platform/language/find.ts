/** The button of a form that asks for other choices: its name is this, its value the field they are for. */
export const FIND = "find"

/** The field that holds the words by which a field's choices are found. */
export const wordsField = (name: string) => `${FIND}-${name}`
