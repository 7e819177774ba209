import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import env from '#start/env'
import { appKeys } from '#config/encryption'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import common from '#accounts/common_passwords'
import { accountProblems } from '#accounts/create_account'
import { judgePassword } from '#accounts/judge_password'
import { followLink } from '#accounts/sign_in/follow_link'
import { newSecret } from '#accounts/sign_in/hash_secret'
import { refuse } from '#accounts/sign_in/refusal'
import { signIn } from '#accounts/sign_in/sign_in'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { newAccountKey } from '#accounts/sign_up/account_key'
import {
  completeSignUp,
  confirmSignUp,
  isOfBrowser,
  readSignUp,
} from '#accounts/sign_up/complete_sign_up'
import { requestSignUp } from '#accounts/sign_up/request_sign_up'
import { ACCOUNT_KEY } from '#accounts/team/account_in_use'
import { confirmInput, signUpInput } from '#accounts/validators/sign_up_inputs'
import { createAccountKey } from '#entities/field_crypto'

/** When this browser first saw the form, and the secret by which it is known again when the link is followed. */
const BEGAN = 'sign_up_began'
const BROWSER = 'sign_up_browser'
/** No person fills in the form faster. */
const LEAST_MS = 1_500

/** An account of one's own, where the install lets people make them; here, since its field key is of the entities. */
export default class SignUpController {
  async create({ inertia, session }: HttpContext) {
    if (!session.get(BEGAN)) session.put(BEGAN, Date.now())
    const sentTo = session.flashMessages.get('sent_to', null)
    return inertia.render('auth/sign_up', { sentTo, mailsLeave: !!env.get('SMTP_URL') })
  }

  /** The same answer whether or not the address has a login; what differs happens after it. */
  async store(ctx: HttpContext) {
    const { website, time_zone: timeZone, ...rest } = await ctx.request.validateUsing(signUpInput)
    const wish = { ...rest, timeZone }
    const seconds = await secondsToWait(['sign_up_address', ctx.request.ip()])
    if (seconds) return refuse(ctx, 'email', { reason: 'throttled', seconds })
    const began = ctx.session.get(BEGAN) as number | undefined
    if (!began || Date.now() - began < LEAST_MS) {
      ctx.session.put(BEGAN, began ?? Date.now())
      return again(ctx, { email: 'too_fast' })
    }
    const { name: product } = await brandOfRequest(ctx)
    const problems = problemsOf(wish, product)
    if (Object.keys(problems).length) return again(ctx, problems)
    const browser = (ctx.session.get(BROWSER) as string | undefined) ?? newSecret()
    ctx.session.put(BROWSER, browser)
    if (!website)
      ctx.response.onFinish(() => {
        requestSignUp(wish, browser, Date.now()).catch((error) =>
          logger.error({ err: error }, 'a sign-up was not begun')
        )
      })
    ctx.session.flash('sent_to', wish.email)
    return ctx.response.redirect().toPath('/sign-up')
  }

  /** Nothing is made by looking: programs that read mails follow links. */
  async confirm(ctx: HttpContext) {
    const { found: waiting } = await followLink(ctx.request.ip(), () =>
      readSignUp(ctx.params.token, Date.now())
    )
    // The address holds the token: it is neither kept nor told to anybody.
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    return ctx.inertia.render('auth/sign_up_confirm', {
      signUp: waiting && {
        email: waiting.email,
        company: waiting.company,
        here: isOfBrowser(waiting, ctx.session.get(BROWSER)),
      },
    })
  }

  async complete(ctx: HttpContext) {
    const { password = '' } = await ctx.request.validateUsing(confirmInput)
    const now = Date.now()
    const { seconds, found: waiting } = await followLink(ctx.request.ip(), () =>
      readSignUp(ctx.params.token, now)
    )
    if (seconds) return refuse(ctx, 'password', { reason: 'throttled', seconds })
    if (!waiting) return again(ctx, { password: 'token' })
    const refusal = await confirmSignUp(waiting, { browser: ctx.session.get(BROWSER), password })
    if (refusal) return refuse(ctx, 'password', refusal)
    const made = await completeSignUp(waiting, createAccountKey(appKeys).wrapped, now)
    if (!made.ok) return again(ctx, { password: made.problem })
    ctx.session.forget(BROWSER)
    await signIn(ctx, made.value.user, false)
    ctx.session.put(ACCOUNT_KEY, made.value.account.id)
    return ctx.response.redirect().toPath('/overview')
  }
}

interface Typed {
  name: string
  email: string
  password: string
  company: string
  country: string
  currency: string
  timeZone: string
}

/** What is wrong, by field of the form. */
function problemsOf(wish: Typed, product: string): Record<string, string> {
  const { name, email, password, company } = wish
  const account = { ...wish, key: newAccountKey(company), name: company }
  const found = accountProblems(account).map(({ field, rule }) => [fieldOf(field), rule])
  const { problem } = judgePassword(password, common, [email, name, company, product])
  return { ...Object.fromEntries(found), ...(problem && { password: problem }) }
}

/** The name of an account is that of the company. */
const fieldOf = (field: string) => (field === 'name' ? 'company' : field)

function again(ctx: HttpContext, problems: Record<string, string>) {
  const bag = Object.entries(problems).map(([field, problem]) => [field, [problem]])
  ctx.session.flash('inputErrorsBag', Object.fromEntries(bag))
  return ctx.response.redirect().toPath(ctx.request.url())
}
