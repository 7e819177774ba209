import { drawGuide } from '#help/draw_guide'
import { escapeHtml } from '#shared/escape_html'
import { GROUPS, PRODUCT } from '#help/guide'
import type { Shelf, ShelvedGuide } from '#help/read_shelf'
import { type Screen, screensFor } from '#help/screens'
import {
  type FoundGuide,
  type HelpIndex,
  type Piece,
  indexGuides,
  searchGuides,
} from '#help/search_guides'
import { HELP_WORDS } from '#help/words'
import type { Locale } from '#shared/locales'

/** For whom guides are drawn: in which language, under which name, and below which path (`''` or `/portal`). */
export interface Reader {
  locale: Locale
  product: string
  base: '' | '/portal'
}

export interface ListedGuide {
  slug: string
  href: string
  lang: Locale
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
  /** Ids of the same headings in the other language, in the same order. */
  otherIds: string[]
  previous: ListedGuide | null
  next: ListedGuide | null
  screens: Screen[]
}

const MOST_KEPT = 300

/** The help centre for its readers: what is drawn for one is kept for the next. */
export class HelpCentre {
  readonly #drawn = new Map<string, string>()
  readonly #indexes = new Map<string, HelpIndex>()

  constructor(readonly shelf: Shelf) {}

  /** Guides by what they are about. In the portal those for partners come first. */
  groups({ base, locale, product }: Reader): ListedGroup[] {
    const listed = this.shelf.list(locale)
    const keys = base
      ? (['partners', ...GROUPS.filter((one) => one !== 'partners')] as const)
      : GROUPS
    return keys
      .map((key) => ({
        ...{ key, title: HELP_WORDS[locale].groups[key] },
        guides: listed
          .filter(({ group }) => group === key)
          .map((one) => present(one, base, product)),
      }))
      .filter(({ guides }) => guides.length)
  }

  guide(slug: string, reader: Reader): PresentedGuide | null {
    const guide = this.shelf.guide(slug, reader.locale)
    if (!guide) return null
    const { base, locale, product } = reader
    const at = this.shelf.slugs.indexOf(slug)
    const beside = (place: number) => {
      const other = this.shelf.slugs[place]
      return other ? present(this.shelf.guide(other, locale)!, base, product) : null
    }
    const named = (text: string) => text.replaceAll(PRODUCT, () => product)
    const other = this.shelf.guide(slug, locale === 'de' ? 'en' : 'de')!
    return {
      ...present(guide, base, product),
      html: this.#html(guide, base).replaceAll(PRODUCT, () => escapeHtml(product)),
      group: { key: guide.group, title: HELP_WORDS[locale].groups[guide.group] },
      headings: guide.read().headings.map((one) => ({ ...one, text: named(one.text) })),
      otherIds: other.read().headings.map(({ id }) => id),
      ...{ previous: beside(at - 1), next: beside(at + 1) },
      screens: screensFor(guide.screens, locale).filter(({ path }) => reaches(path, base)),
    }
  }

  search(query: string, { locale, product }: Pick<Reader, 'locale' | 'product'>): FoundGuide[] {
    const key = `${locale} ${product}`
    const index = this.#indexes.get(key) ?? indexGuides(this.shelf, locale, product)
    keep(this.#indexes, key, index, 20)
    return searchGuides(index, query)
  }

  /** The first guides a search finds, by their names alone: for lists with other things in them. */
  firstFound(query: string, reader: Reader, most = 4) {
    return this.search(query, reader)
      .slice(0, most)
      .map(({ slug, title, heading }) => ({
        ...{ slug, title: joined(title), part: heading && joined(heading.text) },
        href: `${reader.base}/help/${slug}${heading ? `#${heading.id}` : ''}`,
      }))
  }

  #html(guide: ShelvedGuide, base: Reader['base']): string {
    const { slug, lang } = guide
    const key = `${base} ${lang} ${slug}`
    const drawn =
      this.#drawn.get(key) ??
      drawGuide(guide.read(), {
        guide: (other) => (this.shelf.guide(other, lang) ? `${base}/help/${other}` : null),
        screen: (path) => (reaches(path, base) ? path : null),
        picture: (name) => {
          const picture = this.shelf.picture(name, lang)
          if (!picture) return null
          const { hash, width, height, type } = picture
          const file = `${name}-${hash}.${type.slice(6)}`
          return { url: `${base}/help/pictures/${picture.lang}/${file}`, width, height }
        },
      })
    keep(this.#drawn, key, drawn, MOST_KEPT)
    return drawn
  }
}

const joined = (pieces: Piece[]) => pieces.map(({ text }) => text).join('')

/** Whether a page is there for the readers of `base`: people of partners have the portal alone. */
const reaches = (path: string, base: Reader['base']) =>
  /^\/portal(\/|$)/.test(path) === (base !== '')

const present = ({ slug, lang, title, summary }: ShelvedGuide, base: string, product: string) => ({
  ...{ slug, lang, href: `${base}/help/${slug}` },
  title: title.replaceAll(PRODUCT, () => product),
  summary: summary.replaceAll(PRODUCT, () => product),
})

function keep<T>(kept: Map<string, T>, key: string, value: T, most: number) {
  if (kept.size >= most && !kept.has(key)) kept.clear()
  kept.set(key, value)
}
