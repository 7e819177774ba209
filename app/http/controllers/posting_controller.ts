import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import { pagePolicy } from '#shared/page_policy'
import { secondsToWait } from '#accounts/sign_in/throttles'
import {
  type LoadedPosting,
  type OpenSource,
  findOpen,
  loadPosting,
} from '#capture/posting/load_posting'
import { printPosting } from '#capture/posting/print_posting'
import { type PageOptions, renderLocked, renderPosting } from '#capture/posting/render_posting'
import { filled, postingWords } from '#capture/posting/words/words'
import { sayNothing } from '#http/stranger_page'
import { HttpProblem } from '#shared/http_problem'

const COOKIE = 'posting'
const digest = (text: string) => createHash('sha256').update(text).digest()

/** Documents for those who send leads: whoever has the address reads them, without a session. */
export default class PostingController {
  async show(ctx: HttpContext) {
    const open = await findOpen(ctx.params.slug, ctx.site)
    if (!open) return sayNothing(ctx, 404)
    if (!isUnlocked(ctx, open)) return showLocked(ctx, open, null)
    return showPage(ctx, await loadPosting(open.source, open.account, Date.now()), open)
  }

  async unlock(ctx: HttpContext) {
    const open = await findOpen(ctx.params.slug, ctx.site)
    if (!open) return sayNothing(ctx, 404)
    const { params, request, response } = ctx
    const path = `/posting/${params.slug}`
    if (!open.password) return response.redirect().toPath(path)
    const { password: texts } = postingWords(open.source.posting.language)
    const seconds = await secondsToWait(['posting_password', `${params.slug} ${request.ip()}`])
    if (seconds) return showLocked(ctx, open, filled(texts.often, { n: seconds }), 429)
    const given = String(request.input('password') ?? '').slice(0, 500)
    if (!(await hash.verify(open.password, given))) return showLocked(ctx, open, texts.wrong)
    const kept = digest(open.password).toString('base64url')
    response.cookie(COOKIE, kept, { path, httpOnly: true, sameSite: 'lax', maxAge: '12h' })
    return response.redirect().toPath(path)
  }

  async pdf(ctx: HttpContext) {
    const { request, response } = ctx
    const open = await findOpen(ctx.params.slug, ctx.site)
    if (!open) return sayNothing(ctx, 404)
    if (!isUnlocked(ctx, open)) return response.redirect().toPath(`/posting/${ctx.params.slug}`)
    const seconds = await secondsToWait(['posting_pdf', request.ip()])
    if (seconds)
      throw new HttpProblem('too-many-requests', `Repeat in ${seconds} s.`, {
        headers: { 'retry-after': String(seconds) },
      })
    const now = Date.now()
    const pdf = await printPosting(await loadPosting(open.source, open.account, now), now)
    return sendPdf(ctx, pdf, open.source.key)
  }
}

/** The password was given here, and is the same since. */
export function isUnlocked({ request }: HttpContext, { password }: OpenSource): boolean {
  if (password === null) return true
  const kept = Buffer.from(String(request.cookie(COOKIE) ?? ''), 'base64url')
  const right = digest(password)
  return kept.length === right.length && timingSafeEqual(kept, right)
}

export async function showPage(
  ctx: HttpContext,
  loaded: LoadedPosting,
  { source }: Pick<OpenSource, 'source'>,
  more: Partial<PageOptions> = {}
) {
  const path = `/posting/${source.slug}`
  const nonce = guarded(ctx)
  const test = loaded.document.testable ? `${path}/test` : null
  return ctx.response.send(
    await renderPosting(loaded, { nonce, pdf: `${path}.pdf`, test, ...more })
  )
}

export function sendPdf({ response }: HttpContext, pdf: Uint8Array, key: string) {
  const name = key.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'source'
  response.header('content-type', 'application/pdf')
  response.header('content-disposition', `inline; filename="posting-${name}.pdf"`)
  response.header('cache-control', 'private, no-cache')
  response.header('x-content-type-options', 'nosniff')
  response.header('x-robots-tag', 'noindex')
  return response.send(Buffer.from(pdf))
}

async function showLocked(
  ctx: HttpContext,
  { source, account }: OpenSource,
  problem: string | null,
  status = 401
) {
  const { brand } = await loadPosting(source, account, Date.now())
  const nonce = guarded(ctx)
  ctx.response.status(status)
  const { language } = source.posting
  return ctx.response.send(
    await renderLocked(brand, language, { nonce, name: account.name, problem })
  )
}

/** Headers of a page that strangers read and nobody's browser keeps; answers the nonce of its script. */
function guarded({ response }: HttpContext): string {
  const nonce = randomBytes(16).toString('base64url')
  response.header('content-type', 'text/html; charset=utf-8')
  response.header(
    'content-security-policy',
    pagePolicy({ script: `'nonce-${nonce}'`, style: `'nonce-${nonce}'` })
  )
  response.header('referrer-policy', 'no-referrer')
  response.header('x-content-type-options', 'nosniff')
  response.header('x-robots-tag', 'noindex')
  response.header('cache-control', 'private, no-store')
  return nonce
}
