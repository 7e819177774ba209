/*
 * Completing `{{ lead.email }}` in one line of text.
 */
import type { Completion } from '../code/types.js'

/** The name begun behind the last open braces before the cursor; null: none are open. */
export function openBraces(text: string, cursor: number): { from: number; name: string } | null {
  const match = /\{\{-?\s*([\w.]*)$/.exec(text.slice(0, cursor))
  return match ? { from: cursor - match[1].length, name: match[1] } : null
}

const MAX_SHOWN = 50

/** Those that begin with what was typed first, then those that hold it anywhere, also in what they are called. */
export function matchingVariables(
  variables: readonly Completion[],
  typed: string
): readonly Completion[] {
  const text = typed.toLowerCase()
  const rank = ({ label, detail = '' }: Completion) =>
    label.toLowerCase().startsWith(text)
      ? 0
      : `${label} ${detail}`.toLowerCase().includes(text)
        ? 1
        : 2
  return variables
    .filter((one) => rank(one) < 2)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MAX_SHOWN)
}

/** The text with a variable at the cursor, in braces of its own or in those that stand open there. */
export function insertVariable(
  text: string,
  cursor: number,
  name: string
): { text: string; cursor: number } {
  const begun = openBraces(text, cursor)
  const rest = text.slice(cursor)
  if (!begun) {
    const whole = `{{ ${name} }}`
    return { text: text.slice(0, cursor) + whole + rest, cursor: cursor + whole.length }
  }
  // In braces that are closed already, what is left of a name behind the cursor goes with it.
  const closed = /^[\w.]*\s*-?\}\}/.exec(rest)
  const before = text.slice(0, begun.from)
  const gap = before.endsWith('{') ? ' ' : ''
  const head = `${before}${gap}${name}`
  if (closed) {
    const behind = /^[\w.]*/.exec(rest)![0].length
    return {
      text: head + rest.slice(behind),
      cursor: head.length + closed[0].length - behind,
    }
  }
  return { text: `${head} }}${rest}`, cursor: head.length + 3 }
}
