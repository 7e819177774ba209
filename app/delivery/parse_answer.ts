import { XMLParser } from 'fast-xml-parser'
import type { HttpAnswer } from '#sdk'

/** What response rules see. `body` is JSON, XML as an object of its root element, or the text itself. */
export interface AnswerView {
  status: number
  headers: Record<string, string>
  body: unknown
  text: string
}

export interface ParsedAnswer {
  view: AnswerView
  /** Why no path into the body can be read; null when it can. */
  unreadable: string | null
}

export type AnswerFormat = 'json' | 'xml' | 'text'

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false, // numbers stay text: 007 is a reference, and rules compare numeric text as numbers
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true,
})

/** Reads the body by what it is, never by its label; `format` forces one way. */
export function parseAnswer(answer: HttpAnswer, format?: AnswerFormat): ParsedAnswer {
  const text = answer.body
  const read = format === 'text' ? null : parseBody(text.trim(), format)
  // A body that was to be JSON or XML and is neither has no value at all.
  const body = read ? read.body : format === 'json' || format === 'xml' ? null : text
  const view = { status: answer.status, headers: answer.headers, body, text }
  const readable = read !== null && typeof body === 'object' && body !== null
  return { view, unreadable: readable ? null : whyUnreadable(answer, format) }
}

function parseBody(text: string, format?: AnswerFormat): { body: unknown } | null {
  if (format !== 'xml') {
    try {
      return { body: JSON.parse(text) as unknown }
    } catch {
      if (format === 'json') return null
    }
  }
  // A document type can define entities, and an HTML error page is no answer to read values from.
  if (!text.startsWith('<') || /<!doctype|<!entity|^<html/i.test(text)) return null
  try {
    const body: unknown = xml.parse(text, true)
    return { body }
  } catch {
    return null
  }
}

function whyUnreadable(answer: HttpAnswer, format?: AnswerFormat): string {
  if (answer.body.trim() === '') return 'the answer has no body'
  if (answer.truncated) return 'the answer is longer than 64 KB and was cut'
  const wanted = { json: 'JSON', xml: 'XML', text: 'anything but text' }
  return `the answer is not readable as ${format ? wanted[format] : 'JSON or XML'}`
}
