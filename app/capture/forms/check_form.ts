import { askedFields, fieldNamed } from '#capture/forms/asked_fields'
import { checkFields } from '#capture/forms/check_fields'
import { checkRules } from '#capture/forms/check_rules'
import type { FormDocument, FormElement } from '#capture/forms/form_document'
import type { AcceptContext, Entity } from '#entities/types'
import type { Problem } from '#shared/result'
import { at } from '#shared/shape'

/** A problem is in the way of publishing; a warning is said beside it. `field` is the path in the document. */
export interface FormProblem extends Problem {
  level: 'problem' | 'warning'
  /** What it is about, where the path does not say it: a field's label, an address. */
  subject?: string
}

export interface CheckOptions {
  /** The account's: what a field begins with is read by it. */
  context?: AcceptContext
  /** Keys of the profiles of the form's entity; absent: the profile is not looked at. */
  profiles?: readonly string[]
}

const NOWHERE: AcceptContext = { country: null, currency: 'EUR', timeZone: 'UTC' }

/**
 * What is in the way of publishing a document that `parseForm` has read, and what should be looked at first. Pure. None
 * with level `problem`: every visitor can send it, and what they send is a lead of the entity.
 */
export function checkForm(
  document: FormDocument,
  entity: Entity,
  { context = NOWHERE, profiles }: CheckOptions = {}
): FormProblem[] {
  return [
    ...checkSteps(document),
    ...checkFields(document, entity, context),
    ...checkRules(document, entity),
    ...checkAfter(document),
    ...checkOptIn(document, entity),
    ...checkOrigins(document),
    ...checkProfile(document, profiles),
  ]
}

const problem = (field: string, rule: string, message: string): FormProblem => ({
  field,
  rule,
  message,
  level: 'problem',
})

const blank = (text: string | undefined) => !text?.trim()
const missing = (field: string) => problem(field, 'words_missing', 'must not be empty')

function checkSteps({ steps }: FormDocument): FormProblem[] {
  if (steps.length === 0) return [problem('steps', 'no_steps', 'must have at least one step')]
  const problems: FormProblem[] = []
  for (const [i, step] of steps.entries()) {
    const path = at('steps', i)
    if (step.elements.length === 0)
      problems.push(problem(at(path, 'elements'), 'empty_step', 'has nothing in it'))
    problems.push(...checkLinks(step.intro, at(path, 'intro')))
    for (const [k, element] of step.elements.entries())
      problems.push(...checkWords(element, at(at(path, 'elements'), k)))
  }
  return problems
}

function checkWords(element: FormElement, path: string): FormProblem[] {
  if (element.type === 'field') return []
  const place = at(path, 'text')
  const empty = blank(element.text) && (element.type === 'consent' || blank(element.heading))
  return empty ? [missing(place)] : checkLinks(element.text, place)
}

/** `[words](address)`: addresses of the web and of mail only. */
function checkLinks(text: string | undefined, path: string): FormProblem[] {
  return [...(text ?? '').matchAll(/\[[^\]\n]+\]\(([^)\n]*)\)/g)]
    .filter(([, url]) => !/^(?:https:\/\/[^\s]+|mailto:[^\s]+)$/.test(url))
    .map(([, url]) => ({
      ...problem(path, 'link', `"${url}" must begin with https:// or mailto:`),
      subject: url,
    }))
}

function checkAfter({ intro, after }: FormDocument): FormProblem[] {
  const problems = checkLinks(intro, 'intro')
  if (after.type === 'redirect') {
    if (!isHttps(after.url))
      problems.push(problem('after.url', 'https', 'must be an address that begins with https://'))
  } else {
    if (blank(after.title)) problems.push(missing('after.title'))
    problems.push(...checkLinks(after.text, 'after.text'))
  }
  return problems
}

function isHttps(url: string): boolean {
  try {
    const { protocol, hostname, username } = new URL(url)
    return protocol === 'https:' && hostname !== '' && username === ''
  } catch {
    return false
  }
}

/** The mail goes to an address that everybody gives. */
function checkOptIn(document: FormDocument, entity: Entity): FormProblem[] {
  const optIn = document.double_opt_in
  if (!optIn) return []
  const problems: FormProblem[] = []
  for (const key of ['subject', 'text', 'button'] as const)
    if (blank(optIn[key])) problems.push(missing(`double_opt_in.${key}`))
  const asked = askedFields(document).find(({ element }) => element.field === optIn.field)
  const named = fieldNamed(entity, optIn.field)
  const place = 'double_opt_in.field'
  if (named?.field.type !== 'email')
    problems.push(problem(place, 'no_email', 'must be an e-mail field of the form'))
  else if (!asked) problems.push(problem(place, 'email_not_asked', 'is not asked in the form'))
  else if (asked.conditional || !(asked.element.required ?? named.field.required))
    problems.push(
      problem(place, 'email_optional', 'must be required and always shown: the mail goes there')
    )
  return problems
}

function checkOrigins({ origins = [] }: FormDocument): FormProblem[] {
  const problems: FormProblem[] = []
  for (const [i, origin] of origins.entries())
    if (!isOrigin(origin))
      problems.push(
        problem(at('origins', i), 'origin', 'must be an origin such as "https://solar.example"')
      )
  return problems
}

/** `https://host[:port]`, and plain HTTP on the own machine. */
export function isOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
    const secure = url.protocol === 'https:' || (url.protocol === 'http:' && local)
    return secure && url.origin === text
  } catch {
    return false
  }
}

function checkProfile(
  { profile }: FormDocument,
  profiles: readonly string[] | undefined
): FormProblem[] {
  if (!profile || !profiles || profiles.includes(profile)) return []
  return [problem('profile', 'unknown_profile', 'is no profile of the entity')]
}
