import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { filesBelow } from '#tests/helpers/source_files'

/** Keys of one language with their texts: `leads.list.empty`. */
export function readCatalogue(locale: string): Map<string, string> {
  const texts = new Map<string, string>()
  for (const path of filesBelow(`resources/lang/${locale}`))
    collect(JSON.parse(readFileSync(path, 'utf8')), basename(path, '.json'), texts)
  return texts
}

function collect(of: unknown, key: string, into: Map<string, string>) {
  if (typeof of === 'string') return void into.set(key, of)
  for (const [name, value] of Object.entries(of as object)) collect(value, `${key}.${name}`, into)
}

const KEY = '[a-z]+(?:\\.[\\w-]+)+'
const CALL = /(?<![\w.])(?:t|te|tm|rt|i18n\.global\.t|count)\(/g

export interface Uses {
  /** Keys that stand in a call which needs them: file and key. */
  needed: { path: string; key: string }[]
  /** Keys with a part put in at run time, as patterns: `common.status.${status}`. */
  patterns: { path: string; text: string; pattern: RegExp }[]
  /** Every key-like text anywhere. */
  literals: Set<string>
}

/** Where sources use keys of the catalogue. */
export function readUses(domains: ReadonlySet<string>): Uses {
  const uses: Uses = { needed: [], patterns: [], literals: new Set() }
  const files = [...filesBelow('resources'), ...filesBelow('app')].filter((path) =>
    /\.(vue|ts)$/.test(path)
  )
  for (const path of files) {
    const text = readFileSync(path, 'utf8')
    const inDomain = (key: string) => domains.has(key.split('.')[0])
    for (const [, key] of text.matchAll(new RegExp(`['"\`](${KEY})['"\`]`, 'g')))
      if (inDomain(key)) uses.literals.add(key)
    // The server names whole keys only; what else looks like one there is the name of an object.
    if (path.startsWith('app/')) continue
    for (const [, start] of text.matchAll(/`([a-z]+\.[\w.-]*\$\{[^`]*)`/g))
      if (inDomain(start)) uses.patterns.push({ path, text: start, pattern: toPattern(start) })
    for (const call of text.matchAll(CALL)) {
      const args = insideOf(text, call.index + call[0].length)
      for (const [, key] of args.matchAll(new RegExp(`['"\`](${KEY})['"\`]`, 'g')))
        if (inDomain(key)) uses.needed.push({ path, key })
    }
    for (const [, key] of text.matchAll(new RegExp(`\\bkeypath="(${KEY})"`, 'g')))
      uses.needed.push({ path, key })
  }
  return uses
}

const toPattern = (template: string) =>
  new RegExp(
    `^${template
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\w.:-]+')}$`
  )

/** From an opening parenthesis to the one that closes it. */
function insideOf(text: string, from: number): string {
  let depth = 1
  let at = from
  for (; at < text.length && depth > 0; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')') depth--
  }
  return text.slice(from, at - 1)
}
