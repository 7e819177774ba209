import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BadGuide, parseGuide } from '#help/parse_guide'
import { GROUPS, type Guide } from '#help/guide'
import { type ReadGuide, readMarkdown } from '#help/read_markdown'
import { pictureSize } from '#help/picture_size'
import { LOCALES, type Locale } from '#shared/locales'

/** A guide in a language, its Markdown read when somebody first asks for it. */
export interface ShelvedGuide extends Guide {
  read(): ReadGuide
}

export interface StoredPicture {
  file: string
  /** Of its content: a picture that changes has another address. */
  hash: string
  type: 'image/webp' | 'image/png'
  width: number
  height: number
}

/** All guides of the help centre, in the order they are listed. */
export interface Shelf {
  slugs: readonly string[]
  /** In the language asked for, else in the one it is written in; null for a guide nobody wrote. */
  guide(slug: string, lang: Locale): ShelvedGuide | null
  list(lang: Locale): ShelvedGuide[]
  /** The guide of a page, by the pattern of its route. */
  ofScreen(pattern: string): string | null
  picture(name: string, lang: Locale): (StoredPicture & { lang: Locale }) | null
  /** What could not be read, and why; it is left out. */
  problems: readonly string[]
}

const TYPES = { webp: 'image/webp', png: 'image/png' } as const

/** Reads the guides and pictures of a folder (`en/*.md`, `de/*.md`, `pictures/en/*`, `pictures/de/*`). */
export function readShelf(folder: string): Shelf {
  const problems: string[] = []
  const texts = new Map(LOCALES.map((lang) => [lang, readGuides(folder, lang, problems)]))
  const pictures = new Map(LOCALES.map((lang) => [lang, readPictures(folder, lang, problems)]))
  /** In a language, else in the first that has it. */
  const either = <T>(shelves: Map<Locale, Map<string, T>>, name: string, lang: Locale) =>
    [lang, ...LOCALES]
      .map((one) => ({ lang: one, found: shelves.get(one)!.get(name) }))
      .find(({ found }) => found !== undefined) ?? null
  const guide = (slug: string, lang: Locale) => either(texts, slug, lang)?.found ?? null
  const slugs = [...new Set(LOCALES.flatMap((lang) => [...texts.get(lang)!.keys()]))].sort((a, b) =>
    byPlace(guide(a, 'en')!, guide(b, 'en')!)
  )
  const screens = new Map<string, string>()
  for (const slug of slugs)
    for (const screen of guide(slug, 'en')!.screens) {
      const pattern = anyNames(screen)
      if (!screens.has(pattern)) screens.set(pattern, slug)
    }
  return {
    slugs,
    guide,
    list: (lang) => slugs.map((slug) => guide(slug, lang)!),
    ofScreen: (pattern) => screens.get(anyNames(pattern)) ?? null,
    picture(name, lang) {
      const one = either(pictures, name, lang)
      return one && { ...one.found!, lang: one.lang }
    },
    problems,
  }
}

/** What a part of an address is called says nothing. */
export const anyNames = (pattern: string): string => pattern.replace(/:[^/.]+/g, ':')

const byPlace = (a: Guide, b: Guide) =>
  GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
  a.order - b.order ||
  (a.slug < b.slug ? -1 : 1)

function readGuides(folder: string, lang: Locale, problems: string[]) {
  const guides = new Map<string, ShelvedGuide>()
  for (const [slug, file] of filesIn(join(folder, lang), ['md'])) {
    try {
      const guide = parseGuide(slug, lang, readFileSync(file, 'utf8'))
      let read: ReadGuide | null = null
      guides.set(slug, { ...guide, read: () => (read ??= readMarkdown(guide)) })
    } catch (error) {
      if (!(error instanceof BadGuide)) throw error
      problems.push(error.message)
    }
  }
  return guides
}

function readPictures(folder: string, lang: Locale, problems: string[]) {
  const pictures = new Map<string, StoredPicture>()
  for (const [name, file, ending] of filesIn(join(folder, 'pictures', lang), ['webp', 'png'])) {
    const bytes = readFileSync(file)
    const size = pictureSize(bytes)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    if (size) pictures.set(name, { file, hash, type: TYPES[ending as keyof typeof TYPES], ...size })
    else problems.push(`resources/help/pictures/${lang}/${name}.${ending} is no picture`)
  }
  return pictures
}

function filesIn(
  folder: string,
  endings: string[]
): [name: string, file: string, ending: string][] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((file) => {
    const [, name, ending] = /^([a-z0-9-]+)\.(\w+)$/.exec(file) ?? []
    return name && endings.includes(ending) ? [[name, join(folder, file), ending]] : []
  })
}
