export interface Options {
  /** What steps are sent to. */
  url: string
  /** Under what typed answers are kept while the tab is open. */
  storage: string
}

/** `on`: the challenge it is about. */
export interface Work {
  on: string
  result: Promise<string | null>
  solved?: string | null
}

export interface Answer {
  html?: string
  shown?: string[]
  done?: boolean
  redirect?: string | null
}
