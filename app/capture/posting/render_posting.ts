import { Edge } from 'edge.js'
import type { LoadedPosting } from '#capture/posting/load_posting'
import { postingWords } from '#capture/posting/words/words'
import type { Locale } from '#shared/locales'

let views: Edge | null = null

/** A renderer of its own: these pages know no session, no request and none of the other pages' helpers. */
export function postingViews(): Edge {
  if (!views) {
    views = Edge.create({ cache: true })
    views.mount(new URL('../../../resources/views/posting', import.meta.url))
  }
  return views
}

/** A request that was made from the page, and what came back. */
export interface Tested {
  request: string
  status: number
  answer: string
}

export interface PageOptions {
  nonce: string
  /** Address of the PDF; of where a test is posted, null where none can be. */
  pdf: string
  test: string | null
  /** After a test without a script: what was sent, or why it was not. */
  body?: string
  tested?: Tested | null
  problem?: string | null
}

/** The document as a page. Every value in it is escaped. */
export const renderPosting = ({ document, brand }: LoadedPosting, options: PageOptions) =>
  postingViews().render('page', {
    ...{ document, brand, words: document.words, language: document.language },
    ...{ body: document.testBody, tested: null, problem: null, ...options },
  })

/** What is shown instead while the password is not known. */
export const renderLocked = (
  brand: LoadedPosting['brand'],
  language: Locale,
  options: { nonce: string; name: string; problem: string | null }
) => postingViews().render('locked', { brand, language, words: postingWords(language), ...options })
