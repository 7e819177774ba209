import { ownHosts } from '#accounts/domains/own_hosts'
import { GRACE_MS } from '#accounts/judge_check'
import { RECORD_PREFIX, recordValue } from '#accounts/judge_domain'
import type Domain from '#accounts/models/domain'

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** A domain as its page shows it. */
export const presentDomain = (domain: Domain) => ({
  id: domain.id,
  host: domain.host,
  use: domain.use,
  status: domain.status,
  problem: domain.problem,
  record: { name: RECORD_PREFIX + domain.host, value: recordValue(domain.token) },
  /** Where the name has to lead; null: the install has no name that others could reach. */
  target: ownHosts.publicName,
  /** A name right below a registry's cannot have a CNAME. */
  bare: domain.host.split('.').length === 2,
  found: domain.found,
  leads: domain.leads,
  addresses: domain.addresses,
  checked_at: time(domain.checkedAt),
  verified_at: time(domain.verifiedAt),
  stops_at:
    domain.status === 'verified' && domain.missingSince !== null
      ? time(domain.missingSince + GRACE_MS)
      : null,
})
