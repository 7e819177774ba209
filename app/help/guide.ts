import type { Locale } from '#shared/locales'

/** In the order they are listed. */
export const GROUPS = [
  'start',
  'selling',
  'capture',
  'partners',
  'money',
  'agency',
  'developers',
] as const
export type Group = (typeof GROUPS)[number]

/** What a guide's text says in place of the product's name. */
export const PRODUCT = '{{product}}'

export interface Heading {
  id: string
  text: string
  level: 2 | 3
}

/** A guide as its file says it. */
export interface Guide {
  slug: string
  lang: Locale
  title: string
  /** One sentence, for lists and the search. */
  summary: string
  group: Group
  /** Within its group. */
  order: number
  /** Pages it is about, by the patterns of their routes. */
  screens: string[]
  /** Markdown. */
  body: string
}
