import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrandFont } from '#accounts/brand'
import { fontPackage } from '#billing/documents/pdf/package_files'
import { codePointsOf, pointsOfCmap } from '#billing/documents/pdf/read_cmap'
import { trueTypeOf } from '#billing/documents/pdf/read_woff'
import { cmapOfWoff2 } from '#billing/documents/pdf/read_woff2'

/** Latin, Greek, Cyrillic and Vietnamese: on every sheet. */
const BASE = { package: '@fontsource/inter', file: 'inter', weights: [400, 600] } as const

const CODE = '@fontsource-variable/jetbrains-mono'

interface Script {
  package: string
  file: string
  /** Countries whose forms of Chinese characters it has. */
  countries?: readonly string[]
}

/** Looked into one after the other for what the base does not have. */
const SCRIPTS: readonly Script[] = [
  { package: '@fontsource-variable/noto-sans-hebrew', file: 'noto-sans-hebrew' },
  { package: '@fontsource-variable/noto-sans-arabic', file: 'noto-sans-arabic' },
  { package: '@fontsource-variable/noto-sans-thai', file: 'noto-sans-thai' },
  { package: '@fontsource-variable/noto-sans-sc', file: 'noto-sans-sc' },
  { package: '@fontsource-variable/noto-sans-jp', file: 'noto-sans-jp', countries: ['JP'] },
  { package: '@fontsource-variable/noto-sans-kr', file: 'noto-sans-kr', countries: ['KR', 'KP'] },
  { package: '@fontsource-variable/noto-emoji', file: 'noto-emoji' },
]

interface Slice {
  /** Such as `latin`, or `[12]` where it is one of many. */
  key: string
  file: string
  ranges: readonly (readonly [first: number, last: number])[]
}

const slices = new Map<string, Promise<Slice[]>>()

/** What a font is cut into, from the ranges its package names. */
function slicesOf({ package: name, file }: Script): Promise<Slice[]> {
  const known = slices.get(name)
  if (known) return known
  const read = readFile(join(fontPackage(name), 'unicode.json'), 'utf8').then((text) =>
    Object.entries(JSON.parse(text) as Record<string, string>).map(([key, ranges]) => ({
      key,
      file: `${file}-${key.replace(/[[\]]/g, '')}`,
      ranges: ranges.split(',').map(rangeOf),
    }))
  )
  slices.set(name, read)
  return read
}

function rangeOf(text: string): readonly [number, number] {
  const [first, last] = text.replace(/^U\+/i, '').split('-')
  return [Number.parseInt(first!, 16), Number.parseInt(last ?? first!, 16)]
}

const holds = ({ ranges }: Slice, point: number) =>
  ranges.some(([first, last]) => first <= point && point <= last)

const face = (family: string, weight: string, woff2: Buffer, range: string) =>
  `@font-face{font-family:${family};font-weight:${weight};src:url(data:font/woff2;base64,${woff2.toString('base64')}) format('woff2');unicode-range:${range}}`

const hex = (point: number) => `U+${point.toString(16)}`

/** Styles that bring the base font onto the sheet. */
export async function baseFaces(): Promise<string> {
  const folder = fontPackage(BASE.package)
  const parts = await slicesOf(BASE)
  const faces = BASE.weights.flatMap((weight) =>
    parts.map(async ({ file, ranges }) => {
      const woff2 = await readFile(join(folder, `files/${file}-${weight}-normal.woff2`))
      const range = ranges.map(([first, last]) => `${hex(first)}-${last.toString(16)}`).join()
      return face('Sheet', String(weight), woff2, range)
    })
  )
  return joined(faces)
}

/** Fonts a brand may choose beside the base: Latin alone, the base draws what they lack. */
const OF_BRANDS: Record<Exclude<BrandFont, 'inter'>, string> = {
  plex: '@fontsource/ibm-plex-sans',
  serif: '@fontsource/source-serif-4',
}
const brands = new Map<string, Promise<string>>()

/** Styles that bring the font of a brand; '' for the base. */
export function brandFaces(font: BrandFont): Promise<string> {
  if (font === 'inter') return Promise.resolve('')
  const known = brands.get(font)
  if (known) return known
  const name = OF_BRANDS[font]
  const made = facesOf(name, name.replace('@fontsource/', ''))
  brands.set(font, made)
  return made
}

async function facesOf(name: string, file: string): Promise<string> {
  const parts = await slicesOf({ package: name, file })
  const latin = parts.filter(({ key }) => key.startsWith('latin'))
  const faces = BASE.weights.flatMap((weight) =>
    latin.map(async (part) => {
      const path = join(fontPackage(name), `files/${part.file}-${weight}-normal.woff2`)
      const range = part.ranges.map(([first, last]) => `${hex(first)}-${last.toString(16)}`).join()
      return face('SheetBrand', String(weight), await readFile(path), range)
    })
  )
  return joined(faces)
}

let code: Promise<string> | null = null

/** Styles that bring the font code is written in. */
export const codeFace = (): Promise<string> =>
  (code ??= readFile(join(fontPackage(CODE), 'files/jetbrains-mono-latin-wght-normal.woff2')).then(
    (woff2) => face('SheetCode', '100 800', woff2, '0-24f,2000-206f')
  ))

const joined = async (parts: Promise<string>[]) => {
  const texts = await Promise.all(parts)
  return texts.join('')
}

let covered: Promise<Set<number>> | null = null

/** What the base really has: its ranges promise more than there is. */
const baseSigns = (): Promise<Set<number>> =>
  (covered ??= slicesOf(BASE).then(async (parts) => {
    const folder = fontPackage(BASE.package)
    const fonts = parts.map(({ file }) => readFile(join(folder, `files/${file}-400-normal.woff`)))
    const read = await Promise.all(fonts)
    return new Set(read.flatMap((woff) => [...codePointsOf(trueTypeOf(woff))]))
  }))

export interface ScriptFaces {
  /** Styles with the parts of fonts a text needs beyond the base; '' mostly. */
  css: string
  /** Signs that no bundled font has. */
  missing: ReadonlySet<string>
}

/** The parts of fonts `text` needs. `country` decides which forms of Chinese characters are taken. */
export async function scriptFaces(text: string, country: string): Promise<ScriptFaces> {
  const base = await baseSigns()
  const signs = new Set(text.match(/[^\0-\u024f]/gu) ?? [])
  const wanted = [...signs].filter((sign) => {
    const point = sign.codePointAt(0)!
    // What is drawn as nothing needs no glyph.
    return !/\p{Default_Ignorable_Code_Point}|\s/u.test(sign) && !base.has(point)
  })
  if (!wanted.length) return { css: '', missing: new Set() }
  const order = [
    ...SCRIPTS.filter(({ countries }) => countries?.includes(country)),
    ...SCRIPTS.filter(({ countries }) => !countries?.includes(country)),
  ]
  const missing = new Set<string>()
  const points = new Map<string, number[]>()
  for (const sign of wanted) {
    const point = sign.codePointAt(0)!
    const found = await sliceWith(order, point)
    if (!found) missing.add(sign)
    else points.set(found, [...(points.get(found) ?? []), point])
  }
  const faces = [...points].map(async ([path, used]) =>
    face('SheetScripts', '100 900', await readFile(path), used.map(hex).join())
  )
  return { css: await joined(faces), missing }
}

/** Slices that repeat what the base has, and promise more. */
const OF_THE_BASE = /^(latin|greek|cyrillic|vietnamese)/

async function sliceWith(order: readonly Script[], point: number): Promise<string | null> {
  for (const script of order) {
    const parts = await slicesOf(script)
    const promised = parts.filter((slice) => !OF_THE_BASE.test(slice.key) && holds(slice, point))
    for (const { file } of promised) {
      const path = join(fontPackage(script.package), `files/${file}-wght-normal.woff2`)
      const signs = await signsIn(path)
      if (signs.has(point)) return path
    }
  }
  return null
}

const read = new Map<string, Promise<Set<number>>>()

/** What a part really has: of fonts that share ranges, most promise signs that only one of them draws. */
function signsIn(path: string): Promise<Set<number>> {
  const known = read.get(path)
  if (known) return known
  const points = readFile(path).then(async (woff2) => pointsOfCmap(await cmapOfWoff2(woff2)))
  read.set(path, points)
  return points
}
