import { createHash } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import { type Answers, elementsOf, isConsent } from '#capture/forms/answers'
import { type AnswerProblem, asksFor, entityForForm } from '#capture/forms/check_answers'
import type { Walk } from '#capture/forms/walk_form'
import { countFigure } from '#capture/hosted/figures'
import { removePartial } from '#capture/hosted/partials'
import { type SiteForm, contextOf, sourceOf } from '#capture/hosted/site_form'
import { filesFor, removeUploads } from '#capture/hosted/uploads'
import type { Visit } from '#capture/hosted/visit'
import { storeTaken } from '#distribution/store_taken'
import { acceptLead } from '#entities/accept_lead'
import type { Problem } from '#shared/result'

/** What becomes the lead, as it may wait for a click in a mail. Files are named, not held. */
export interface Submission {
  input: Record<string, unknown>
  answers: Answers
  extra: Record<string, string>
  consent: Consent | null
}

/** That somebody agreed, to what, and how it was shown to them. */
export interface Consent {
  text: string
  version: string
  at: string
  ip: string
  form: string
  form_version: number
  page: string
  user_agent: string
  items: { key: string; text: string; at: string }[]
  /** Where the address was proven by a mail. */
  confirmed?: { at: string; ip: string; email: string }
}

export interface Sender {
  ip: string
  userAgent: string
}

/** Every consent that was shown and given; null where none was. */
function consentOf(of: SiteForm, visit: Visit, walk: Walk, sender: Sender, at: string) {
  const shown = new Set(walk.steps.flatMap((step) => [...step.shown]))
  const items = elementsOf(of.document)
    .filter(isConsent)
    .filter(({ key }) => shown.has(key) && visit.answers[key] === 'yes')
    .map(({ key, text }) => ({ key, text, at }))
  if (!items.length) return null
  return {
    text: items.map(({ text }) => text).join('\n\n'),
    version: `${of.form.key} v${of.version}`,
    ...{ at, ip: sender.ip, form: of.form.key, form_version: of.version },
    ...{ page: visit.facts.page, user_agent: sender.userAgent.slice(0, 300), items },
  }
}

export const submissionOf = (
  of: SiteForm,
  visit: Visit,
  walk: Walk,
  sender: Sender,
  now: number
): Submission => ({
  input: walk.input,
  answers: Object.fromEntries(
    [...walk.askedBy.values()].flatMap(({ key }) =>
      visit.answers[key] === undefined ? [] : [[key, visit.answers[key]!]]
    )
  ),
  extra: visit.facts.extra,
  consent: consentOf(of, visit, walk, sender, new Date(now).toISOString()),
})

const entityOf = (of: SiteForm, walk: Walk) =>
  entityForForm(of.entity, asksFor(elementsOf(of.document), of.entity), walk)

/** What the lead as a whole is refused for; files are looked at when they come. */
export function problemsOfAll(of: SiteForm, walk: Walk, now: number): AnswerProblem[] | null {
  const files = new Set(of.entity.fields.flatMap((one) => (one.type === 'file' ? one.key : [])))
  const read = acceptLead(walk.input, entityOf(of, walk), now, contextOf(of, now))
  if (read.ok) return []
  const problems = read.problem.filter(({ field }) => !files.has(field))
  const told = problems.flatMap((problem) => toldAt(walk, problem))
  return told.length < problems.length ? null : told
}

function toldAt(walk: Walk, { field, rule }: Problem): AnswerProblem[] {
  const element = walk.askedBy.get(field) ?? walk.askedBy.get(field.split('.')[0]!)
  return element && !element.hidden ? [{ element: element.key, rule }] : []
}

/** `again`: the same had been sent before. */
export type Stored = 'stored' | 'again' | 'fault'

/**
 * Makes the lead. The submission's id is its idempotency key: however often it is sent, there is one lead. Somebody who
 * was there before is told the same as everybody else.
 */
export async function storeSubmission(
  of: SiteForm,
  id: string,
  walk: Walk,
  submission: Submission,
  now: number
): Promise<Stored> {
  const { account, document } = of
  const files = await filesFor(account.id, submission.answers, walk.askedBy)
  if (!files) return 'fault'
  const input = { ...submission.input, ...files }
  const read = acceptLead(input, entityOf(of, walk), now, contextOf(of, now))
  if (!read.ok) return 'fault'
  const hash = createHash('sha256').update(JSON.stringify(submission.input)).digest('hex')
  const [outcome] = await storeTaken(account.id, [
    {
      entity: of.entity,
      accepted: { ...read.value, extra: { ...read.value.extra, ...submission.extra } },
      source: sourceOf(of),
      externalId: null,
      profile: document.profile ?? null,
      test: false,
      duplicate: null,
      consent: submission.consent,
      idempotency: { id, requestHash: hash },
    },
  ])
  if (outcome!.type === 'unknown_profile' || outcome!.type === 'stopped') {
    logger.warn({ form: of.form.id, why: outcome!.type }, 'a form could not be taken')
    return 'fault'
  }
  if (outcome!.type === 'stored') countFigure(of, 'lead', now)
  await Promise.all([removeUploads(account.id, id), removePartial(account.id, id)])
  return ['replayed', 'idempotency_conflict'].includes(outcome!.type) ? 'again' : 'stored'
}
