import type { HttpContext } from '@adonisjs/core/http'
import { isOnSite } from '#accounts/domains/site_of_host'
import { followLink } from '#accounts/sign_in/follow_link'
import { confirmAsk } from '#privacy/asks/confirm_ask'
import { readAsk } from '#privacy/asks/read_ask'

/** The page behind the link a partner was sent: whom to erase, and a button that says it is done. */
export default class AskedController {
  async show(ctx: HttpContext) {
    const { found } = await followLink(ctx.request.ip(), () => askHere(ctx))
    // The address holds the token: it is neither kept nor told to anybody.
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    const asked = found && {
      ...{ account: found.account.name, partner: found.partner.name, open: found.open },
      person: found.person && {
        email: found.person.email ?? null,
        phone: found.person.phone ?? null,
      },
      due_at: new Date(found.dueAt).toISOString(),
      confirmed_at: found.confirmedAt === null ? null : new Date(found.confirmedAt).toISOString(),
      deliveries: found.deliveries,
    }
    return ctx.inertia.render('privacy/asked', { asked } as never)
  }

  async confirm(ctx: HttpContext) {
    const { found } = await followLink(ctx.request.ip(), () => askHere(ctx))
    // The page says what is wrong with a link that opens nothing.
    if (found)
      await confirmAsk(found.account.id, { id: found.id }, { how: 'link', by: null }, Date.now())
    return ctx.response.redirect().toPath(`/portal/erasures/${ctx.params.token}`)
  }
}

/** What the link opens, where it is of the accounts that are seen on this host. */
async function askHere({ params, site }: HttpContext) {
  const found = await readAsk(params.token)
  return found && isOnSite(site, found.account) ? found : null
}
