/** The lines of a program's output that its log wrote as errors. */
export const errorsIn = (output: string): string[] =>
  output.split("\n").filter((line) => /^\{"level":"(?:error|fatal)"/.test(line))
