import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Edge } from 'edge.js'
import { brandCss } from '#accounts/brand_css'
import { darkColour } from '#accounts/brand_colours'
import type { AppBrand } from '#accounts/app_brand'
import type { PresentedBrand } from '#accounts/present_brand'
import { escapeHtml } from '#shared/escape_html'
import { pagePolicy } from '#shared/page_policy'
import type { ListedGroup, PresentedGuide } from '#help/present_help'
import type { Screen } from '#help/screens'
import type { Piece } from '#help/search_guides'
import { HELP_FOLDER } from '#help/shelf'
import { HELP_WORDS } from '#help/words'
import type { Locale } from '#shared/locales'

export interface HelpPage {
  locale: Locale
  base: '' | '/portal'
  brand: PresentedBrand
  /** Whose colours and font they are, as they were saved. */
  look: Pick<AppBrand, 'color' | 'color_dark' | 'radius' | 'font'>
  groups: ListedGroup[]
  guide: PresentedGuide | null
  /** Pages the guide is about, for who can go there. */
  screens: Screen[]
  missing: boolean
  query: string
  found: {
    href: string
    lang: Locale
    title: Piece[]
    heading: { text: Piece[] } | null
    snippet: Piece[]
  }[]
  /** How many guides were found, in words. */
  said: string
  /** This page in the other language. */
  other: { href: string; lang: Locale }
  home: { href: string; text: string }
}

interface Files {
  views: Edge
  style: string
  script: string
}

let files: Files | null = null

/** A renderer of its own: the page knows no session and none of the other pages' helpers. */
function helpFiles(): Files {
  if (files) return files
  const views = Edge.create({ cache: true })
  views.mount(new URL('../../resources/views/help', import.meta.url))
  const text = (name: string) => readFileSync(join(HELP_FOLDER, name), 'utf8')
  return (files = {
    views,
    style: `${text('page.css')}${text('guide.css')}`,
    script: text('page.js'),
  })
}

/** The page whole, and the policy it is sent with: it runs its own style and script, known by their hashes, and no other. */
export async function drawHelpPage(page: HelpPage): Promise<{ html: string; policy: string }> {
  const { views, style: own, script } = helpFiles()
  const style = `${tokensOf(page.look)}${own}`
  const words = HELP_WORDS[page.locale]
  const html = await views.render('page', {
    ...{ ...page, words, style, script, marks },
    title: page.missing ? words.missing : (page.guide?.title ?? words.title),
    description: page.guide?.summary ?? words.lead,
  })
  return { html, policy: pagePolicy({ script: hashOf(script), style: hashOf(style) }) }
}

/** The tokens of the pages (resources/css/tokens.css) that the help centre wears, by what the system prefers. */
function tokensOf(look: HelpPage['look']): string {
  const dark = look.color_dark ?? darkColour(look.color)
  return `${brandCss(look)}
:root {
  color-scheme: light dark;
  --brand-contrast: #ffffff;
  --brand-text: light-dark(oklch(from var(--brand) min(l, 0.44) c h), ${dark});
  --font-code: ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace;
  --page: light-dark(#f6f8f8, #0d1313);
  --panel: light-dark(#ffffff, #131b1b);
  --sunken: light-dark(#eef2f2, #090e0e);
  --line-soft: light-dark(#dfe6e6, #253131);
  --line-strong: light-dark(#7b8a8a, #6b7c7c);
  --text-strong: light-dark(#0e1919, #f0f5f5);
  --text-normal: light-dark(#2a3838, #cfd9d9);
  --text-muted: light-dark(#566565, #93a3a3);
  --waiting: light-dark(#1f57b0, #8ab4f5);
  --held: light-dark(#875000, #e9b45f);
  --scrim: light-dark(rgb(14 25 25 / 0.32), rgb(0 0 0 / 0.55));
}
`
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const marks = (pieces: Piece[]) =>
  pieces
    .map(({ text, hit }) =>
      hit ? `<mark class="guide-hit">${escapeHtml(text)}</mark>` : escapeHtml(text)
    )
    .join('')
