/** From a place to before another. */
export type Rows = readonly [from: number, to: number]

/** What is printed of a document at once: all of it, or a part of a long one. */
export interface DocumentPart {
  /** The letterhead, the title and what stands above the lines. */
  head: boolean
  /** Lines, in tables that each begin a page of their own but for the first. */
  lines: readonly Rows[]
  /** The sums and what stands below them, with the last of the lines. */
  closing: boolean
  /** Rows of the annex, in tables that each begin a page. */
  annex: readonly Rows[]
  /** Pages before it, and of the whole; null where the part is the whole. */
  pages: { before: number; total: number } | null
}

/** Where a document of so many lines and rows of its annex is one part. */
export const wholePart = (lines: number, items: number): DocumentPart => ({
  ...{ head: true, lines: [[0, lines]], closing: true, pages: null },
  annex: items ? [[0, items]] : [],
})
