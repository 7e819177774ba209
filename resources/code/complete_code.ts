/*
 * What is offered while somebody writes code or a template. Pure: the editor asks it with the text before the cursor.
 */
import type { Completion } from './types.js'

export interface Offer {
  /** Where the text begins that a choice takes the place of. */
  from: number
  options: { label: string; detail?: string; apply: string }[]
}

const NAME = /^[A-Za-z_$][\w$]*$/

/** What a transform calls the lead: `(lead) =>`, `async (row) =>`, `function (values)`; null: it takes it apart. */
export function leadNameOf(code: string): string | null {
  const params = /export\s+default\s+(?:async\s+)?(?:function\b[^(]*)?(\([^)]*\)?|[\w$]+)/.exec(
    code
  )
  const first = params?.[1].replace(/^\(\s*/, '').match(/^[A-Za-z_$][\w$]*/)?.[0]
  if (params && !first) return null
  return first ?? 'lead'
}

/**
 * The fields of a lead by the name a script gives it. `completions` are named `lead.email`, `lead.home.city`; each word
 * behind a dot offers one level, so that a part is found below its field.
 */
export function offerInScript(
  before: string,
  code: string,
  completions: readonly Completion[]
): Offer | null {
  const name = leadNameOf(code)
  const typed = /([A-Za-z_$][\w$]*(?:\??\.[\w$]*)*)$/.exec(before)?.[1]
  if (!name || !typed) return null
  const words = typed.split(/\??\./)
  const from = before.length - words[words.length - 1].length
  if (words.length === 1) {
    const known = words[0].length > 1 && name.startsWith(words[0])
    return known ? { from, options: [{ label: name, apply: name }] } : null
  }
  if (words[0] !== name) return null
  const above = ['lead', ...words.slice(1, -1)].join('.')
  const options = completions.flatMap(({ label, detail }) => {
    const rest = label.startsWith(`${above}.`) ? label.slice(above.length + 1) : ''
    return NAME.test(rest) ? [{ label: rest, detail, apply: rest }] : []
  })
  return options.length ? { from, options } : null
}

const KNOWN = /^(lead|delivery|partner|profile|account|assignment)\b/

/** `{{ ` opens the list of names, and choosing one closes the braces; a known name is offered as it is typed. */
export function offerInTemplate(
  before: string,
  after: string,
  completions: readonly Completion[]
): Offer | null {
  const braces = /\{\{-?\s*([\w.]*)$/.exec(before)
  const word = /[A-Za-z_][\w.]*$/.exec(before)
  if (!braces && !(word && KNOWN.test(word[0]))) return null
  const from = before.length - (braces ? braces[1] : (word?.[0] ?? '')).length
  const close = braces && !/^[\w.]*\s*-?\}\}/.test(after) ? ' }}' : ''
  const open = braces && braces[0].endsWith('{') ? ' ' : ''
  const options = completions.map(({ label, detail }) => ({
    label,
    detail,
    apply: `${open}${label}${close}`,
  }))
  return { from, options }
}
