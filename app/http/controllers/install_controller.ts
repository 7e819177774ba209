import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { actorOf } from '#accounts/actor'
import { setAgency } from '#accounts/agencies/set_agency'
import { findAccounts } from '#accounts/install/find_accounts'
import { listInstallOwners, setInstallOwner } from '#accounts/install/owners'
import { setSignUp, signUpFixed, signUpOpen } from '#accounts/install/settings'
import { agencyInput, findInput, ownerInput, signUpInput } from '#http/install/install_inputs'
import { sayCheck } from '#http/install/check_words'
import { judgeInstall } from '#http/install/judge_install'
import { lookAtInstall } from '#http/install/look_at_install'
import { localeOf } from '#http/locale_of'
import { conflict, invalid, invalidField } from '#shared/http_problem'

/** The install as a whole, for who owns it. */
export default class InstallController {
  async show({ auth, inertia }: HttpContext) {
    const me = auth.use('team').user!
    const [owners, open] = await Promise.all([listInstallOwners(), signUpOpen()])
    return inertia.render('install/index', {
      version: app.version?.toString() ?? null,
      owners: owners.map((owner) => ({ ...owner, self: owner.id === me.id })),
      signUps: { open, fixed: signUpFixed() },
    })
  }

  /** Looked at when it is asked for: some of it takes a second. */
  async checks(ctx: HttpContext) {
    const checks = judgeInstall(await lookAtInstall({ browser: true }))
    ctx.response.header('cache-control', 'no-store')
    return { checks: checks.map((check) => sayCheck(check, localeOf(ctx))) }
  }

  async signUp({ auth, request, response }: HttpContext) {
    const { open } = await request.validateUsing(signUpInput)
    if (signUpFixed()) throw conflict('SIGN_UP says it: change it there')
    await setSignUp(open, actorOf(auth.use('team').user!), Date.now())
    return response.noContent()
  }

  async owner({ request, response }: HttpContext) {
    const { email, owns } = await request.validateUsing(ownerInput)
    const done = await setInstallOwner(email, owns, Date.now())
    if (!done.ok && done.problem === 'last') throw conflict('The install needs an owner')
    if (!done.ok) throw invalidField('email', 'unknown', 'Nobody signs in with this address')
    return response.noContent()
  }

  async accounts({ inertia, request }: HttpContext) {
    const filters = await findInput.validate(request.qs())
    return inertia.render('install/accounts', {
      filters: { search: filters.search ?? '', page: filters.page ?? 1 },
      list: await findAccounts(filters),
    })
  }

  async agency({ auth, params, request, response }: HttpContext) {
    const { agency } = await request.validateUsing(agencyInput)
    const actor = actorOf(auth.use('team').user!)
    const done = await setAgency(params.id, agency, { actor, now: Date.now() })
    if (!done.ok) throw invalid(done.problem)
    return response.noContent()
  }
}
