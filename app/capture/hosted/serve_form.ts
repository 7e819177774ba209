import type { HttpContext } from '@adonisjs/core/http'
import { HOSTED_WORDS } from '#capture/forms/hosted_words'
import { landingFacts } from '#capture/forms/landing_facts'
import { walkForm } from '#capture/forms/walk_form'
import { answerNext, closed, drawStep, mailed } from '#capture/hosted/answer_next'
import { mailAgain } from '#capture/hosted/await_confirmation'
import { draw } from '#capture/hosted/draw'
import { countFigure } from '#capture/hosted/figures'
import { readPost } from '#capture/hosted/read_post'
import { senderOf } from '#capture/hosted/sender_of'
import { type SiteForm, contextOf, inVersion, isOpen } from '#capture/hosted/site_form'
import { firstStep, takeStep } from '#capture/hosted/take_step'
import { newVisit, openVisit } from '#capture/hosted/visit'

/** The first page of a form. */
export async function begin(ctx: HttpContext, of: SiteForm) {
  const { request } = ctx
  const now = Date.now()
  if (!isOpen(of)) return draw(ctx, of, closed(of))
  countFigure(of, 'view', now)
  const query = request.qs()
  const facts = landingFacts(request.completeUrl(true), query, request.header('referer'))
  const visit = newVisit(of, { ...queryOf(query.page), ...query }, facts, now)
  const walk = walkForm(of.document, of.entity, visit.answers, contextOf(of, now))
  return drawStep(ctx, of, visit, { type: 'step', step: firstStep(walk), problems: [] }, now)
}

/** What the page a form is embedded in was called with fills in fields too. */
const queryOf = (page: unknown) =>
  Object.fromEntries(URL.parse(String(page ?? ''))?.searchParams ?? [])

/** A step that was sent. A state that is none begins anew: what was typed is in the page behind. */
export async function proceed(ctx: HttpContext, live: SiteForm) {
  const now = Date.now()
  const post = await readPost(ctx)
  const visit = openVisit(live.form.id, post.body.state, now)
  if (!visit) return begin(ctx, live)
  const of = await inVersion(live, visit.version)
  if (post.body.act === 'resume') {
    const step = of.document.steps.some(({ key }) => key === post.body.step) && post.body.step
    const walk = walkForm(of.document, of.entity, visit.answers, contextOf(of, now))
    const at = (step || firstStep(walk)) as string
    return drawStep(ctx, of, visit, { type: 'step', step: at, problems: [] }, now)
  }
  if (post.body.act === 'resend') {
    const again = await mailAgain(of, visit.id, now)
    const words = HOSTED_WORDS[of.document.language]
    return draw(ctx, of, mailed(of, visit, '', again ? words.resent : words.noMore))
  }
  const next = await takeStep(of, visit, post, senderOf(ctx), now)
  return answerNext(ctx, of, visit, next, now)
}
