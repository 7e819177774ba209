import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { LogoImage } from '#accounts/logo_image'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** Elements that draw shapes and nothing else. */
const ELEMENTS = new Set(
  'svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath mask style'.split(
    ' '
  )
)
/** What drawing programs leave behind: it shows nothing. */
const SILENT = /^(title|desc|metadata)$|:/
const ATTRIBUTES =
  /^(id|class|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|fx|fy|width|height|points|transform|gradientTransform|gradientUnits|spreadMethod|offset|viewBox|preserveAspectRatio|fill|stroke|fill-[a-z]+|stroke-[a-z]+|stop-color|stop-opacity|opacity|clip-path|clip-rule|clipPathUnits|mask|maskUnits|style)$/
const MOST_ELEMENTS = 5000

type Node = Record<string, unknown>

const refuse = (rule: string, message: string): { ok: false; problem: Problem } =>
  fail({ field: 'logo', rule, message })

/**
 * An SVG written anew from the shapes in it: only elements and attributes that are known to draw come through, so nothing
 * in it runs, loads or points elsewhere. Refused is what a logo would look different without.
 */
export function safeSvg(source: string): Result<LogoImage, Problem> {
  if (/<!(DOCTYPE[^>]*\[|ENTITY)/i.test(source))
    return refuse('logo_svg', 'must not declare entities of its own')
  if (XMLValidator.validate(source) !== true)
    return refuse('logo_broken', 'must be an SVG that is well formed')
  const nodes = new XMLParser({
    ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' },
    ...{ processEntities: false, parseTagValue: false, parseAttributeValue: false },
    ...{ ignoreDeclaration: true, ignorePiTags: true, trimValues: true },
  }).parse(source) as Node[]
  const root = nodes.find((node) => 'svg' in node)
  if (!root) return refuse('logo_type', 'must be an SVG')
  const size = sizeOf((root[':@'] ?? {}) as Record<string, string>)
  if (!size) return refuse('logo_svg', 'must have a viewBox, or a width and a height')
  const state = { count: 0, refused: null as string | null }
  const text = write([root], state)
  if (state.refused) return refuse('logo_svg', state.refused)
  if (state.count > MOST_ELEMENTS)
    return refuse('logo_svg', `must have at most ${MOST_ELEMENTS} elements`)
  return ok({
    ...{ bytes: Buffer.from(text), media_type: 'image/svg+xml' as const },
    ...{ width: size[2], height: size[3] },
  })
}

function sizeOf({ viewBox, width, height }: Record<string, string>) {
  const box = (viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const given = [0, 0, Number.parseFloat(width ?? ''), Number.parseFloat(height ?? '')]
  const size = box.length === 4 ? box : given
  const fits = size.every(Number.isFinite) && size[2]! > 0 && size[3]! > 0
  return fits ? (size as [number, number, number, number]) : null
}

function write(nodes: Node[], state: { count: number; refused: string | null }): string {
  return nodes
    .map((node) => {
      const name = Object.keys(node).find((key) => key !== ':@')
      if (!name || name.startsWith('#') || SILENT.test(name) || state.refused) return ''
      state.count++
      if (!ELEMENTS.has(name)) {
        state.refused = `must not have <${name.slice(0, 40)}>: turn texts into paths and leave out pictures, links and scripts`
        return ''
      }
      const given = (node[':@'] ?? {}) as Record<string, string>
      const inner =
        name === 'style' ? styleOf(node[name] as Node[], state) : write(node[name] as Node[], state)
      return `<${name}${attributesOf(name, given)}>${inner}</${name}>`
    })
    .join('')
}

const harmless = (text: string) =>
  !/[&<\\@]|expression|javascript/i.test(text) &&
  !/url\s*\((?!\s*['"]?#[\w-]+['"]?\s*\))/i.test(text)

function attributesOf(name: string, given: Record<string, string>): string {
  const kept = Object.entries(given)
    .filter(([key, value]) => ATTRIBUTES.test(key) && harmless(value))
    .map(([key, value]) => ` ${key}="${value.replaceAll('"', "'")}"`)
  // A gradient may go on with the colours of another one in the same picture.
  const from = given['xlink:href'] ?? given.href
  if (name.endsWith('Gradient') && from && /^#[\w-]+$/.test(from)) kept.push(` href="${from}"`)
  const space = name === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : ''
  return space + kept.join('')
}

function styleOf(nodes: Node[], state: { refused: string | null }): string {
  const text = nodes.map((node) => String(node['#text'] ?? '')).join('')
  if (harmless(text)) return text
  state.refused = 'must not load anything in its styles'
  return ''
}
