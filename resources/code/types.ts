export type CodeLanguage = 'javascript' | 'json' | 'xml' | 'html' | 'liquid' | 'text'

/** Something the editor offers while one types: `lead.email` with "E-mail" beside it. */
export interface Completion {
  label: string
  detail?: string
}

export interface CodeProblem {
  /** From 1. */
  line: number
  message: string
}
