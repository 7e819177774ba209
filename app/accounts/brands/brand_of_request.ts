import type { HttpContext } from '@adonisjs/core/http'
import type { AppBrand } from '#accounts/app_brand'
import { appBrandAnyhow } from '#accounts/brands/app_brands'

/**
 * The brand a request is answered in: of the account somebody is signed in to, else of the one whose address was called,
 * else of the install.
 */
export const brandOfRequest = (ctx: HttpContext): Promise<AppBrand> =>
  appBrandAnyhow(brandedAccount(ctx))

function brandedAccount(ctx: HttpContext): string | null {
  const { team, site } = ctx
  // The portal lies to the right of the accounts: what it keeps on the context is read by its shape alone.
  const { portal } = ctx as { portal?: { account?: { id: string } } }
  return team?.account.id ?? portal?.account?.id ?? site?.accountId ?? null
}
