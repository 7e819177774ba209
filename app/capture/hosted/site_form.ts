import type { HttpContext } from '@adonisjs/core/http'
import { isOnSite } from '#accounts/domains/site_of_host'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { type LiveForm, findLiveForm, loadVersion } from '#capture/forms/kept/repository'
import type { WalkContext } from '#capture/forms/walk_form'

/** A form as one visitor sees it: a version of it, and whose it is. `preview`: somebody of the team looks at the draft. */
export interface SiteForm extends LiveForm {
  account: Account
  preview: boolean
}

/** The form an address names, where the host shows pages of its account. */
export async function formOn(
  { site }: Pick<HttpContext, 'site'>,
  slug: string
): Promise<SiteForm | null> {
  const live = await findLiveForm(slug)
  const account = live && (await loadAccount(live.form.accountId))
  if (!account || !isOnSite(site, account)) return null
  return { ...live, account, preview: false }
}

/** Who has begun goes on with the version they began with. */
export async function inVersion(form: SiteForm, version: number): Promise<SiteForm> {
  if (version === form.version || form.preview) return form
  const { accountId, id } = form.form
  const kept = await loadVersion(accountId, id, version)
  return kept ? { ...form, version, document: kept.document } : form
}

export const isOpen = ({ form, account, preview }: SiteForm): boolean =>
  preview || (form.status === 'live' && account.suspendedAt === null)

export const sourceOf = ({ form, document }: SiteForm): string => document.source ?? form.key

/** What answers are read with. */
export const contextOf = (of: SiteForm, now: number): WalkContext => ({
  ...{ now, source: sourceOf(of) },
  ...{ country: of.account.country, currency: of.account.currency, timeZone: of.account.timeZone },
})
