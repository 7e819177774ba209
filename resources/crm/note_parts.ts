/*
 * A note as it is drawn: text, links, and who is named in it. Pure; what it gives is text, never markup.
 */
export type NotePart =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'person'; text: string }

export interface Named {
  email: string
  name: string | null
}

/** What stands behind the @: the name, or the e-mail where two are called the same. */
export function labelOf(person: Named, people: readonly Named[]): string {
  const { name, email } = person
  const same = people.filter((one) => one.name === name).length
  return name && same === 1 ? name : email
}

const LINK = /\bhttps?:\/\/[^\s<>"']+/gi
/** What ends a sentence is no part of an address. */
const TAIL = /[.,;:!?)\]]+$/

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function noteParts(text: string, labels: readonly string[]): NotePart[] {
  return linked(text).flatMap((part) => (part.kind === 'text' ? named(part.text, labels) : [part]))
}

function linked(text: string): NotePart[] {
  const parts: NotePart[] = []
  let at = 0
  for (const found of text.matchAll(LINK)) {
    const href = found[0].replace(TAIL, '')
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) })
    parts.push({ kind: 'link', text: href, href })
    at = found.index + href.length
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

function named(text: string, labels: readonly string[]): NotePart[] {
  if (!labels.length) return [{ kind: 'text', text }]
  // The longer name first: “Ann Miller” is not “Ann” and a word.
  const names = [...labels].sort((a, b) => b.length - a.length).map(escaped)
  const mention = new RegExp(`@(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  const parts: NotePart[] = []
  let at = 0
  for (const found of text.matchAll(mention)) {
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) })
    parts.push({ kind: 'person', text: found[0] })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

/** E-mails of those whose name stands in it behind an @. */
export function mentionsIn(text: string, people: readonly Named[]): string[] {
  const labels = new Map(people.map((one) => [`@${labelOf(one, people)}`, one.email]))
  const parts = named(
    text,
    [...labels.keys()].map((label) => label.slice(1))
  )
  return [
    ...new Set(
      parts.flatMap((part) => (part.kind === 'person' ? (labels.get(part.text) ?? []) : []))
    ),
  ]
}

/** What is being typed behind an @ before the caret, and where the @ stands; null: nothing. */
export function typedMention(text: string, caret: number): { at: number; typed: string } | null {
  const found = /(?:^|[\s(])@([^\s@][^@\n]{0,40})?$/u.exec(text.slice(0, caret))
  if (!found) return null
  const typed = found[1] ?? ''
  return { at: caret - typed.length - 1, typed }
}

/** Whom it may mean: each word of their name or their e-mail may begin so. */
export function candidatesFor(typed: string, people: readonly Named[], most = 6): Named[] {
  const wanted = typed.toLowerCase()
  const fits = ({ name, email }: Named) => {
    const text = (name ?? '').toLowerCase()
    return (
      email.toLowerCase().startsWith(wanted) ||
      text.startsWith(wanted) ||
      text.split(/\s+/).some((word) => word.startsWith(wanted))
    )
  }
  return people.filter(fits).slice(0, most)
}
