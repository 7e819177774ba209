import encryption from '@adonisjs/core/services/encryption'
import { newId } from '#shared/ids'
import { type Answers, beginWith } from '#capture/forms/answers'
import type { LandingFacts } from '#capture/forms/landing_facts'
import type { SiteForm } from '#capture/hosted/site_form'

/**
 * Somebody's way through a form, from page to page. It lies in the page itself, encrypted: the server keeps nothing of who
 * only looks, and the visitor's browser no mark.
 */
export interface Visit {
  /** Of what is sent in the end: sent twice, it counts once. */
  id: string
  version: number
  /** When the form was handed out, ms. */
  at: number
  answers: Answers
  facts: LandingFacts
  /** Steps that were counted as reached. */
  seen: string[]
  started: boolean
  /** What the plain question asks for. */
  sum?: [number, number]
}

/** What was sent lately is known by its id for a day; who takes longer goes on under a new one. */
const LONGEST_MS = 20 * 3_600_000

const purpose = (formId: string) => `form:${formId}`

export const newVisit = (
  { document, version }: SiteForm,
  query: Readonly<Record<string, unknown>>,
  facts: LandingFacts,
  now: number
): Visit => ({
  ...{ id: newId('sbm', now), version, at: now, facts, seen: [], started: false },
  answers: beginWith(document, query),
})

export const sealVisit = (formId: string, visit: Visit): string =>
  encryption.encrypt(visit, { purpose: purpose(formId) })

/** Null for what was not written here, for this form. */
export function openVisit(formId: string, text: unknown, now: number): Visit | null {
  const visit = typeof text === 'string' ? encryption.decrypt<Visit>(text, purpose(formId)) : null
  if (!visit || now - visit.at < LONGEST_MS) return visit
  return { ...visit, id: newId('sbm', now), at: now }
}
