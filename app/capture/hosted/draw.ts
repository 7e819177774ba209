import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { HOSTED_WORDS } from '#capture/forms/hosted_words'
import { corsOf, framesOf } from '#capture/hosted/origins'
import { formScript } from '#capture/hosted/form_script'
import { lookOf } from '#capture/hosted/hosted_look'
import type { SiteForm } from '#capture/hosted/site_form'

/** What a page shows: a step, or words with what may be pressed under them. */
export interface Shown {
  part: 'step' | 'question' | 'said'
  data: Record<string, unknown>
  status?: number
  /** For the script: what is done, and where it goes on. */
  done?: boolean
  redirect?: string
}

const isEmbedded = ({ request }: HttpContext) => Boolean(request.input('embed'))
export const wantsPiece = ({ request }: HttpContext) => request.accepts(['html', 'json']) === 'json'

/** Where what is shown is sent: the form itself, or its preview. */
const actionOf = ({ form, preview }: SiteForm, ctx: HttpContext) =>
  (preview ? `/f/preview/${form.key}` : `/f/${form.slug}`) + (isEmbedded(ctx) ? '?embed=1' : '')

/** The whole page, or for a script the piece of it that changes. */
export async function draw(ctx: HttpContext, of: SiteForm, shown: Shown) {
  const { request, response } = ctx
  const look = await lookOf(of)
  const words = HOSTED_WORDS[of.document.language]
  const csrf = of.preview ? ((request as { csrfToken?: string }).csrfToken ?? '') : ''
  const data = {
    ...{ ...shown.data, look, words, part: shown.part, action: actionOf(of, ctx), csrf },
    language: of.document.language,
    preview: of.preview,
  }
  const sent = wantsPiece(ctx)
    ? await drawPiece(ctx, data, shown)
    : await drawPage(ctx, of, data, randomBytes(18).toString('base64'))
  response.status(shown.status ?? 200)
  response.header('cache-control', 'no-store')
  response.header('x-content-type-options', 'nosniff')
  response.header('vary', 'Accept, Origin')
  for (const [name, value] of Object.entries(corsOf(of, request))) response.header(name, value)
  return response.send(sent)
}

type Data = Record<string, unknown>

async function drawPiece({ request, view }: HttpContext, data: Data, { done, redirect }: Shown) {
  const html = await view.render('hosted/piece', data)
  const css = request.input('css') ? await view.render('hosted/styles', data) : undefined
  return { html, css, done: Boolean(done), redirect: redirect ?? null }
}

async function drawPage(ctx: HttpContext, of: SiteForm, data: Data, nonce: string) {
  const { response, view } = ctx
  const pageTitle = of.document.title ?? of.form.name
  const more = { nonce, pageTitle, script: formScript(), embed: isEmbedded(ctx) }
  const page = await view.render('hosted/page', { ...data, ...more })
  response.header('content-security-policy', policyOf(of, nonce))
  response.header('referrer-policy', 'strict-origin-when-cross-origin')
  response.removeHeader('x-frame-options')
  return page
}

/** Nothing from elsewhere, nothing that was not written here; framed by whom the form names. */
function policyOf(of: SiteForm, nonce: string): string {
  const { after } = of.document
  // Browsers hold a redirect after sending to this too.
  const onward = after.type === 'redirect' ? ` ${new URL(after.url).origin}` : ''
  const own = app.inDev ? " 'self'" : ''
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'${own}`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    `connect-src 'self'${app.inDev ? ' ws:' : ''}`,
    `form-action 'self'${onward}`,
    "base-uri 'none'",
    `frame-ancestors ${framesOf(of)}`,
  ].join('; ')
}
