/*
 * XML as a table: each entry is an element and the term it says, in the order of the syntax. What has nothing to say is
 * left out, so that no element is ever empty.
 */

/** Values of a document by their term (`BT-1`), groups that repeat as lists (`BG-25`). */
export interface Terms {
  readonly [term: string]: string | null | readonly Terms[]
}

interface Scope {
  /** Terms of the group one is in. */
  here: Terms
  /** Terms of the whole document, for attributes such as its currency. */
  root: Terms
}

export interface Entry {
  /** Says the same whatever the document says: alone it is no reason for the element around it. */
  fixed: boolean
  write(scope: Scope, indent: string): string
}

export type Attributes = (root: Terms, here: Terms) => string

/** An element with the value of a term. */
export const leaf = (
  tag: string,
  term: string,
  attributes?: Attributes,
  form: (value: string) => string = escapeXml
): Entry => ({
  fixed: false,
  write({ here, root }, indent) {
    const value = here[term]
    if (typeof value !== 'string') return ''
    return `${indent}<${tag}${attributes ? attributes(root, here) : ''}>${form(value)}</${tag}>\n`
  },
})

/** An element that always says the same. */
export const fixed = (tag: string, text: string): Entry => ({
  fixed: true,
  write: (_, indent) => `${indent}<${tag}>${escapeXml(text)}</${tag}>\n`,
})

/** An element around others; it is there when one of them has something to say, or all are fixed. */
export function group(tag: string, ...entries: Entry[]): Entry {
  const isFixed = entries.every((entry) => entry.fixed)
  return {
    fixed: isFixed,
    write: (scope, indent) => element(tag, entries, scope, indent, isFixed),
  }
}

/** An element that the syntax wants even where it holds nothing. */
export const always = (tag: string, ...entries: Entry[]): Entry => ({
  fixed: false,
  write: (scope, indent) => element(tag, entries, scope, indent, true),
})

/** An element for each of a group that repeats. */
export const each = (term: string, entry: Entry): Entry => ({
  fixed: false,
  write({ here, root }, indent) {
    const groups = here[term]
    if (!Array.isArray(groups)) return ''
    return groups.map((one: Terms) => entry.write({ here: one, root }, indent)).join('')
  },
})

function element(tag: string, entries: Entry[], scope: Scope, indent: string, even: boolean) {
  let said = even
  let inner = ''
  for (const entry of entries) {
    const text = entry.write(scope, `${indent}  `)
    if (text !== '' && !entry.fixed) said = true
    inner += text
  }
  if (!said) return ''
  return inner === '' ? `${indent}<${tag}/>\n` : `${indent}<${tag}>\n${inner}${indent}</${tag}>\n`
}

/** The whole text. `root` is the root's tag with its namespaces. */
export function writeXml(root: string, entries: readonly Entry[], terms: Terms): string {
  const scope = { here: terms, root: terms }
  const inner = entries.map((entry) => entry.write(scope, '  ')).join('')
  const name = root.split(/\s/, 1)[0]
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>\n${inner}</${name}>\n`
}

const UNSAFE = /[&<>"'\r]/
const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** Text for an element or a quoted attribute. Expects what `cleanText` left. */
export const escapeXml = (text: string): string =>
  UNSAFE.test(text) ? text.replace(/[&<>"'\r]/g, (sign) => ESCAPES[sign]) : text

/** All that is no character of XML 1.0: controls, halves of surrogate pairs, U+FFFE and U+FFFF. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/**
 * Text as XML can hold it: what it cannot becomes U+FFFD, line breaks are LF, and nothing stands around it. Blank text is
 * null.
 */
export function cleanText(text: string | null): string | null {
  if (text === null) return null
  const clean = text.replace(NOT_XML, '\ufffd').replace(/\r\n?/g, '\n').trim()
  return clean === '' ? null : clean
}

/** The same on one line: names and addresses have no line breaks. */
export const cleanLine = (text: string | null): string | null =>
  cleanText(text && text.replace(/\s+/g, ' '))
