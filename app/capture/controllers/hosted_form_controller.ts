import type { HttpContext } from '@adonisjs/core/http'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { closed, thanks } from '#capture/hosted/answer_next'
import { draw } from '#capture/hosted/draw'
import { mayAsk } from '#capture/hosted/origins'
import { begin, proceed } from '#capture/hosted/serve_form'
import { type SiteForm, formOn, isOpen } from '#capture/hosted/site_form'
import { missingPage } from '#distribution/missing_page'
import { HttpProblem } from '#shared/http_problem'

/** A form as visitors see it: no session, no cookie, one page a step. */
export default class HostedFormController {
  async show(ctx: HttpContext) {
    await limit(ctx, 'form_view')
    return begin(ctx, await find(ctx))
  }

  async store(ctx: HttpContext) {
    await limit(ctx, 'form_step')
    const of = await find(ctx)
    if (!isOpen(of)) return draw(ctx, of, closed(of))
    return proceed(ctx, of)
  }

  async thanks(ctx: HttpContext) {
    const of = await find(ctx)
    return draw(ctx, of, thanks(of))
  }
}

async function limit({ request, response }: HttpContext, gate: 'form_view' | 'form_step') {
  const seconds = await secondsToWait([gate, request.ip()])
  if (!seconds) return
  const headers = { 'retry-after': String(seconds) }
  response.header('retry-after', headers['retry-after'])
  throw new HttpProblem('too-many-requests', 'Too many requests from one address', { headers })
}

/** The form of the address, for pages that may show it. */
async function find(ctx: HttpContext): Promise<SiteForm> {
  const of = await formOn(ctx, ctx.params.slug)
  if (!of) throw missingPage(ctx.request)
  if (!mayAsk(of, ctx.request))
    throw new HttpProblem('forbidden', 'Pages of this origin may not embed this form')
  return of
}
