import { accountConfig } from '#distribution/account_config'
import { capUse } from '#distribution/setup/cap_use'
import { withOwnLimits } from '#partners/own_limits'
import type { OpenPortal } from '#portal/people/open_portal'
import { holds } from '#portal/settings/holds'
import { listWishes } from '#portal/settings/wishes'

export interface Place {
  profile: string
  profile_name: string
  assignment: string
  price: string
  channel: string
}

/** Where the partner is in the live routes of the account: these it may test, and wish something of. */
export async function placesOf({
  account,
  partner,
}: Pick<OpenPortal, 'account' | 'partner'>): Promise<Place[]> {
  const config = await accountConfig(account.id)
  return [...config.profiles.values()].flatMap(({ profile, live }) =>
    (live?.compiled.document.assignments ?? [])
      .filter((one) => one.partner === partner.key)
      .map((one) => ({
        profile: profile.key,
        profile_name: profile.name,
        assignment: one.key,
        price: one.price ?? live!.compiled.document.price ?? '0',
        channel: one.delivery.use,
      }))
  )
}

/** What was asked for; of what was agreed to, whether it holds by now. */
export async function wishesOf(house: Pick<OpenPortal, 'account' | 'partner'>) {
  const { account, partner } = house
  const [config, wishes] = await Promise.all([
    accountConfig(account.id),
    listWishes(account.id, partner.id),
  ])
  const placeOf = ({ profile, assignment }: { profile: string; assignment: string }) => {
    const document = config.profilesByKey.get(profile)?.live?.compiled.document
    const one = document?.assignments.find(({ key }) => key === assignment)
    return (
      one && {
        price: one.price ?? document!.price ?? '0',
        filter: JSON.stringify(one.filter ?? null),
      }
    )
  }
  return wishes.map(({ basis, ...wish }) => ({
    ...wish,
    holds: wish.status === 'approved' && holds({ ...wish, basis }, placeOf(wish)),
  }))
}

/** What the settings page of a partner shows. */
export async function settingsPage(house: OpenPortal, now: number) {
  const { account, partner } = house
  const { id, caps, timeZone } = withOwnLimits(partner, account.currency)
  const limited = { scope: 'partner', id, caps, timeZone } as const
  const uses = await capUse(account, [limited], now)
  return {
    contacts: { email: partner.email, documents: partner.billing?.email ?? null },
    billed: partner.billing !== null,
    paused: { own: partner.own?.paused === true, team: partner.paused },
    caps: { team: partner.caps, own: partner.own?.caps ?? {} },
    uses: uses.get(partner.id) ?? [],
    zone: partner.timeZone,
    places: await placesOf(house),
    wishes: await wishesOf(house),
  }
}
