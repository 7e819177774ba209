import { type Answers, readStep } from '#capture/forms/answers'
import { type AnswerProblem, checkStep } from '#capture/forms/check_answers'
import { type Walk, visibleSteps, walkForm } from '#capture/forms/walk_form'
import { awaitConfirmation } from '#capture/hosted/await_confirmation'
import { countFigure } from '#capture/hosted/figures'
import { TRAP, isQuick, isSumRight, isWorkDone, maySend, newSum } from '#capture/hosted/guard'
import { keepPartial } from '#capture/hosted/partials'
import type { Post } from '#capture/hosted/read_post'
import { type SiteForm, contextOf } from '#capture/hosted/site_form'
import { type Sender, problemsOfAll, storeSubmission, submissionOf } from '#capture/hosted/submit'
import { takeFiles } from '#capture/hosted/uploads'
import type { Visit } from '#capture/hosted/visit'

/** What a visitor sees next. */
export type Next =
  | { type: 'step'; step: string; problems: AnswerProblem[]; note?: 'quick' | 'many' }
  | { type: 'question'; wrong: boolean }
  | { type: 'shown'; elements: string[] }
  | { type: 'refused' | 'fault' | 'done' | 'preview' }
  | { type: 'mail'; email: string }

/** A step as it was sent: takes its answers into the visit, and says what follows. Changes `visit`. */
export async function takeStep(
  of: SiteForm,
  visit: Visit,
  post: Post,
  sender: Sender,
  now: number
): Promise<Next> {
  const { body } = post
  const walkNow = () => walkForm(of.document, of.entity, visit.answers, contextOf(of, now))
  if (body.act === 'question') return finish(of, visit, walkNow(), post, sender, now)
  const at = of.document.steps.findIndex(({ key }) => key === body.step)
  const step = of.document.steps[at]
  if (!step) return { type: 'step', step: firstStep(walkNow()), problems: [] }
  Object.assign(visit.answers, known(visit.answers, readStep(step, of.entity, body)))
  if (!visit.started) {
    visit.started = true
    countFigure(of, 'start', now)
  }
  let walk = walkNow()
  if (body.act === 'look') return { type: 'shown', elements: [...walk.steps[at]!.shown] }
  const trouble = await takeFiles(
    of,
    visit,
    { step, shown: walk.steps[at]!.shown },
    post,
    sender,
    now
  )
  walk = walkNow()
  const steps = visibleSteps(walk)
  const before = steps.findLast((one) => of.document.steps.indexOf(one.step) < at)
  if (body.act === 'back')
    return { type: 'step', step: (before ?? steps[0]!).step.key, problems: [] }
  const { shown } = walk.steps[at]!
  const checked = checkStep(
    { elements: step.elements, shown },
    of.entity,
    visit.answers,
    contextOf(of, now)
  )
  // What the answers have just brought up was not seen yet: it is asked, not missed.
  const seen = new Set(String(body.shown ?? '').split(','))
  const problems = [...trouble, ...checked].filter(({ element }) => seen.has(element))
  if (problems.length || [...shown].some((key) => !seen.has(key)))
    return { type: 'step', step: step.key, problems }
  const following = steps.find((one) => of.document.steps.indexOf(one.step) > at)
  if (!following) return finish(of, visit, walk, post, sender, now)
  await keepPartial(of, visit, walk, step.key, now)
  return { type: 'step', step: following.step.key, problems: [] }
}

/** A box without a tick says no where it was asked, and so does a text that was emptied. */
const known = (before: Answers, read: Answers): Answers =>
  Object.fromEntries(Object.entries(read).filter(([key, answer]) => answer !== '' || key in before))

export const firstStep = (walk: Walk): string => (visibleSteps(walk)[0] ?? walk.steps[0]!).step.key

/** A page may be sent without the ones before it: whatever of it is shown is looked at once more, and the guard. */
async function finish(
  of: SiteForm,
  visit: Visit,
  walk: Walk,
  { body }: Post,
  sender: Sender,
  now: number
): Promise<Next> {
  for (const { step, shown, visible } of walk.steps) {
    if (!visible) continue
    const context = contextOf(of, now)
    const problems = checkStep(
      { elements: step.elements, shown },
      of.entity,
      visit.answers,
      context
    )
    if (problems.length) return { type: 'step', step: step.key, problems }
  }
  const whole = problemsOfAll(of, walk, now)
  if (whole === null) return { type: 'fault' }
  if (whole.length) return { type: 'step', step: stepOf(of, whole[0]!), problems: whole }
  if (of.preview) return { type: 'preview' }
  return (await keepOut(of, visit, walk, body, sender, now)) ?? send(of, visit, walk, sender, now)
}

const stepOf = ({ document }: SiteForm, { element }: AnswerProblem) =>
  document.steps.find(({ elements }) => elements.some(({ key }) => key === element))!.key

/** What stands before sending; null: nothing does. */
async function keepOut(
  of: SiteForm,
  visit: Visit,
  walk: Walk,
  body: Post['body'],
  { ip }: Sender,
  now: number
): Promise<Next | null> {
  const refused = (next: Next): Next => {
    countFigure(of, 'refused', now)
    return next
  }
  const last = visibleSteps(walk).at(-1)!.step.key
  if (body[TRAP]) return refused({ type: 'refused' })
  const worked = await isWorkDone(of, visit, body.pow)
  // A solution that was sent and is none was made up.
  if (body.pow && !worked) return refused({ type: 'refused' })
  if (isQuick(of, visit, worked, now))
    return refused({ type: 'step', step: last, problems: [], note: 'quick' })
  if (!worked && !isSumRight(visit, body.sum)) {
    const wrong = visit.sum !== undefined && body.act === 'question'
    visit.sum = newSum()
    return wrong ? refused({ type: 'question', wrong }) : { type: 'question', wrong }
  }
  if (!(await maySend(of, ip, worked)))
    return refused({ type: 'step', step: last, problems: [], note: 'many' })
  return null
}

async function send(
  of: SiteForm,
  visit: Visit,
  walk: Walk,
  sender: Sender,
  now: number
): Promise<Next> {
  const submission = submissionOf(of, visit, walk, sender, now)
  const first = of.document.double_opt_in
    ? await awaitConfirmation(of, visit, submission, walk, now)
    : await storeSubmission(of, visit.id, walk, submission, now)
  if (first === 'fault') return { type: 'fault' }
  if (first === 'stored' || (typeof first === 'object' && first.fresh))
    countFigure(of, 'submit', now)
  return typeof first === 'object' ? { type: 'mail', email: first.email } : { type: 'done' }
}
