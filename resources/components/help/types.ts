export interface Piece {
  text: string
  hit: boolean
}

export interface ListedGuide {
  slug: string
  href: string
  lang: string
  title: string
  summary: string
}

export interface ListedGroup {
  key: string
  title: string
  guides: ListedGuide[]
}

export interface PresentedGuide extends ListedGuide {
  html: string
  group: { key: string; title: string }
  headings: { id: string; text: string; level: 2 | 3 }[]
  otherIds: string[]
  previous: ListedGuide | null
  next: ListedGuide | null
  screens: { path: string; name: string }[]
}

/** What the search answers. */
export interface HelpAnswer {
  query: string
  said: string
  guides: {
    slug: string
    href: string
    lang: string
    title: Piece[]
    heading: { text: Piece[] } | null
    snippet: Piece[]
  }[]
}
