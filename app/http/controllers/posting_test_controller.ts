import type { HttpContext } from '@adonisjs/core/http'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { verifyToken } from '#accounts/verify_token'
import { type OpenSource, findOpen, loadPosting } from '#capture/posting/load_posting'
import type { Tested } from '#capture/posting/render_posting'
import { filled, postingWords } from '#capture/posting/words/words'
import ArrivalsController from '#distribution/controllers/arrivals_controller'
import { BODY_LIMIT } from '#http/api/route'
import { isUnlocked, showPage } from '#http/controllers/posting_controller'
import { renderProblem } from '#http/render_problem'
import { sayNothing } from '#http/stranger_page'
import { HttpProblem, resting } from '#shared/http_problem'
import { wantsJson } from '#shared/in_place'
import { isObject } from '#shared/shape'

/** A test lead from the document itself: by the key of the source, the way every lead of it comes. */
export default class PostingTestController {
  async store(ctx: HttpContext) {
    const { params, request } = ctx
    const open = await findOpen(params.slug, ctx.site)
    if (!open?.source.posting.test || !isUnlocked(ctx, open)) return sayNothing(ctx, 404)
    const { test: words } = postingWords(open.source.posting.language)
    const [key, body] = [request.input('key'), request.input('body')].map((one) =>
      String(one ?? '')
    )
    const seconds = await secondsToWait(['posting_test', request.ip()])
    const problem = seconds ? filled(words.often, { n: seconds }) : null
    const loaded = await loadPosting(open.source, open.account, Date.now())
    const tested = problem ? null : await tryOut(ctx, open, key.trim(), body)
    const sent = tested && requestText(loaded.document.urls.leads, key.trim(), body)
    const told = tested && { ...tested, request: sent! }
    ctx.response.status(problem ? 429 : 200)
    if (!wantsJson(request)) return showPage(ctx, loaded, open, { tested: told, problem, body })
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send(told ?? { problem })
  }
}

/** What the API answers to this body under this key, with nothing but "test" said for it. */
async function tryOut(
  ctx: HttpContext,
  { source }: OpenSource,
  key: string,
  body: string
): Promise<Omit<Tested, 'request'>> {
  const { response } = ctx
  const { test: words } = postingWords(source.posting.language)
  try {
    const identity = await verifyToken(key)
    if (!identity || identity.accountId !== source.accountId)
      throw new HttpProblem('unauthenticated', 'The API token is unknown, expired or revoked')
    if (identity.source !== source.key) throw new HttpProblem('forbidden', words.foreign)
    if (identity.resting) throw resting()
    const lead = asTest(body, words)
    ctx.api = {
      ...{ accountId: source.accountId, actor: `token:${identity.name}`, identity, body: lead },
      ...{ bodyType: 'json', idempotency: null, leadId: null, upload: null },
    }
    await new ArrivalsController().store(ctx)
    const answer = JSON.stringify(response.getBody(), null, 2)
    return { status: response.getStatus(), answer }
  } catch (error) {
    const { status, body: told } = renderProblem(error, ctx.request.id())
    if (status >= 500) throw error
    return { status, answer: JSON.stringify(told, null, 2) }
  } finally {
    // The answer is shown, and is none of this page.
    for (const name of ['location', 'content-type']) response.removeHeader(name)
  }
}

function asTest(text: string, words: { unreadable: string; notAnObject: string }): object {
  if (Buffer.byteLength(text) > BODY_LIMIT)
    throw new HttpProblem('body-too-large', `The body has more than ${BODY_LIMIT} bytes`)
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new HttpProblem('unreadable-body', words.unreadable)
  }
  if (!isObject(read)) throw new HttpProblem('unreadable-body', words.notAnObject)
  return { ...read, test: true }
}

/** As it was sent, but for the key: a screen is looked at by others too. */
function requestText(url: string, key: string, body: string): string {
  const hint = key.length > 12 ? `${key.slice(0, 4)}…${key.slice(-4)}` : '…'
  return `POST ${url}\nAuthorization: Bearer ${hint}\nContent-Type: application/json\n\n${shown(body)}`
}

function shown(body: string): string {
  try {
    const read: unknown = JSON.parse(body)
    return isObject(read) ? JSON.stringify({ ...read, test: true }, null, 2) : body
  } catch {
    return body
  }
}
