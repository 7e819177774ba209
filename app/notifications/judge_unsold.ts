import { HIGH_SHARE, LEAST_LEADS } from '#insights/unsold_share'

/** Runs of a profile that began on a day and have ended; a run that ended otherwise in the end moves from one to the other. */
export interface Count {
  sold: number
  unsold: number
}

/** By `account profile day`. */
export type Counts = Record<string, Count>

export interface UnsoldShare {
  accountId: string
  profileId: string
  leads: number
  unsold: number
}

/** Profiles that found nobody for more than half of the leads that ended between two countings. */
export function judgeUnsold(before: Counts, now: Counts): UnsoldShare[] {
  const sums = new Map<string, { sold: number; unsold: number }>()
  for (const [key, count] of Object.entries(now)) {
    const profile = key.slice(0, key.lastIndexOf(' '))
    const was = before[key] ?? { sold: 0, unsold: 0 }
    const sum = sums.get(profile) ?? { sold: 0, unsold: 0 }
    sums.set(profile, {
      sold: sum.sold + count.sold - was.sold,
      unsold: sum.unsold + count.unsold - was.unsold,
    })
  }
  return [...sums].flatMap(([profile, sum]) => {
    const [accountId, profileId] = profile.split(' ')
    const { unsold } = sum
    const leads = unsold + Math.max(0, sum.sold)
    const high = leads >= LEAST_LEADS && unsold / leads > HIGH_SHARE
    return high ? [{ accountId, profileId, leads, unsold }] : []
  })
}
