import { parse } from 'yaml'
import { GROUPS, type Group, type Guide } from '#help/guide'
import type { Locale } from '#shared/locales'

/** A file of a guide that cannot be read; says which and why. */
export class BadGuide extends Error {
  readonly code = 'E_BAD_GUIDE'
}

const HEAD = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/

/** Reads the file of a guide: its head (YAML between lines of dashes), then Markdown. Throws `BadGuide`. */
export function parseGuide(slug: string, lang: Locale, text: string): Guide {
  const fail = (why: string): never => {
    throw new BadGuide(`resources/help/${lang}/${slug}.md ${why}`)
  }
  const [whole, head] = HEAD.exec(text) ?? fail('does not begin with a head between lines of ---')
  const { title, summary, group, order, screens = [] } = readHead(head, fail)
  if (!isText(title)) fail('has no title')
  if (!isText(summary)) fail('has no summary')
  if (!GROUPS.includes(group as Group))
    fail(`has the group "${group}", none of ${GROUPS.join(', ')}`)
  if (typeof order !== 'number') fail('has no number as its order')
  if (!Array.isArray(screens) || !screens.every((one) => isText(one) && one.startsWith('/')))
    fail('has screens that are no paths')
  return {
    ...{ slug, lang, title: title as string, summary: summary as string },
    ...{ group: group as Group, order: order as number, screens: screens as string[] },
    body: text.slice(whole.length),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

function readHead(head: string, fail: (why: string) => never): Record<string, unknown> {
  try {
    const read: unknown = parse(head)
    if (read !== null && typeof read === 'object') return read as Record<string, unknown>
  } catch (error) {
    return fail(`has a head that is no YAML: ${(error as Error).message.split('\n')[0]}`)
  }
  return fail('has an empty head')
}
