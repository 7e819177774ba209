import type { HttpContext } from '@adonisjs/core/http'
import { HOSTED_WORDS } from '#capture/forms/hosted_words'
import { type Block, blocksOf } from '#capture/forms/rich_text'
import { type Shown, draw, wantsPiece } from '#capture/hosted/draw'
import { countFigure } from '#capture/hosted/figures'
import { presentStep } from '#capture/hosted/present_step'
import type { SiteForm } from '#capture/hosted/site_form'
import type { Next } from '#capture/hosted/take_step'
import { type Visit, sealVisit } from '#capture/hosted/visit'

interface Said {
  heading: string
  blocks: Block[]
  again?: { href: string; label: string }
  button?: { action: string; act: string; label: string; state?: string; quiet?: boolean }
}

export const said = (words: Said, status = 200, more: Partial<Shown> = {}): Shown => ({
  ...{ part: 'said', status, ...more },
  data: { again: null, button: null, ...words },
})

export const pathOf = ({ form, preview }: SiteForm) =>
  preview ? `/f/preview/${form.key}` : `/f/${form.slug}`

/** What stands where the form was when it is done. */
export function thanks(of: SiteForm): Shown {
  const { after, language } = of.document
  if (after.type === 'page')
    return said({ heading: after.title, blocks: blocksOf(after.text) }, 200, { done: true })
  const words = HOSTED_WORDS[language]
  const again = { href: after.url, label: words.next }
  return said({ heading: of.document.title ?? of.form.name, blocks: [], again }, 200, {
    ...{ done: true, redirect: after.url },
  })
}

const sayOf = (of: SiteForm, heading: string, text: string, status: number, again = true) => {
  const words = HOSTED_WORDS[of.document.language]
  const back = again ? { again: { href: pathOf(of), label: words.again } } : {}
  return said({ heading, blocks: blocksOf(text), ...back }, status)
}

export const closed = (of: SiteForm): Shown => {
  const words = HOSTED_WORDS[of.document.language]
  return sayOf(of, words.closedTitle, words.closedText, 410, false)
}

/** Draws what follows a step that was sent. */
export async function answerNext(
  ctx: HttpContext,
  of: SiteForm,
  visit: Visit,
  next: Next,
  now: number
) {
  const words = HOSTED_WORDS[of.document.language]
  switch (next.type) {
    case 'shown':
      return ctx.response.header('cache-control', 'no-store').send({ shown: next.elements })
    case 'step':
      return drawStep(ctx, of, visit, next, now)
    case 'question':
      return draw(ctx, of, question(of, visit, next.wrong))
    case 'refused':
      return draw(ctx, of, sayOf(of, words.refusedTitle, words.refusedText, 422))
    case 'fault':
      return draw(ctx, of, sayOf(of, words.faultTitle, words.faultText, 503))
    case 'preview':
      return draw(ctx, of, sayOf(of, words.previewDone, thanksText(of), 200))
    case 'mail':
      return draw(ctx, of, mailed(of, visit, next.email))
    case 'done':
      return toThanks(ctx, of)
  }
}

const thanksText = ({ document: { after } }: SiteForm) =>
  after.type === 'page' ? `${after.title}\n\n${after.text}` : after.url

/** To an address of its own, so that loading it again sends nothing again; a script stays where it is. */
export function toThanks(ctx: HttpContext, of: SiteForm) {
  if (wantsPiece(ctx)) return draw(ctx, of, thanks(of))
  const { after } = of.document
  if (after.type === 'redirect') return ctx.response.redirect().status(303).toPath(after.url)
  const embed = ctx.request.input('embed') ? '?embed=1' : ''
  return ctx.response
    .redirect()
    .status(303)
    .toPath(`${pathOf(of)}/thanks${embed}`)
}

export function mailed(of: SiteForm, visit: Visit, email: string, note?: string): Shown {
  const words = HOSTED_WORDS[of.document.language]
  const state = sealVisit(of.form.id, visit)
  const button = { action: pathOf(of), act: 'resend', label: words.resend, state, quiet: true }
  const blocks = blocksOf(note ?? words.mailText(email))
  return said({ heading: words.mailTitle, blocks, button }, 200, { done: note === undefined })
}

function question(of: SiteForm, visit: Visit, wrong: boolean): Shown {
  const words = HOSTED_WORDS[of.document.language]
  const [a, b] = visit.sum!
  return {
    part: 'question',
    status: wrong ? 422 : 200,
    data: {
      ...{ sealed: sealVisit(of.form.id, visit), wrong, question: words.question(a, b) },
      button: of.document.submit ?? words.submit,
    },
  }
}

export async function drawStep(
  ctx: HttpContext,
  of: SiteForm,
  visit: Visit,
  next: Extract<Next, { type: 'step' }>,
  now: number
) {
  if (!visit.seen.includes(next.step)) {
    visit.seen.push(next.step)
    countFigure(of, 'step', now, next.step)
  }
  const data = await presentStep(of, visit, next, now)
  const status = next.note === 'many' ? 429 : next.problems.length || next.note ? 422 : 200
  return draw(ctx, of, { part: 'step', data, status })
}
