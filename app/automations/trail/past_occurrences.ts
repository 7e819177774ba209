import { idsBefore } from '#shared/ids'
import { DAY } from '#shared/local_time'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { compiledVersion } from '#automations/runs/load_version'
import { readOccurrences } from '#automations/trail/read_occurrences'
import { toLine } from '#automations/trail/trail_line'
import type { Automation } from '#automations/types'

/** So far back, and so many events of its types, the past is looked through. */
const PAST_MS = 7 * DAY
const MOST = 500

/**
 * How many events of the last week would have set the live version off, had it been on: switching it on does none of them.
 * `more`: there were more events than are looked through.
 */
export async function pastOccurrences(
  { id, accountId, entityId, version }: Automation,
  now: number
): Promise<{ n: number; more: boolean }> {
  if (version === null) return { n: 0, more: false }
  const config = await accountConfig(accountId)
  const compiled = await compiledVersion(config, { id, entityId, version })
  if (!compiled.ok) return { n: 0, more: false }
  const rows = await store.all(
    `select e.id, e.account_id, e.at, e.type, e.lead_id, e.partner_id, e.actor, e.data, d.profile_id, d.cause
     from events e left join distributions d on d.id = e.distribution_id
     where e.account_id = ? and e.type in (??) and e.id > ? order by e.id desc limit ${MOST}`,
    [accountId, [...compiled.value.trigger.events], idsBefore('evt', now - PAST_MS)]
  )
  const live = { id, accountId, entityId, version, enabledAt: 0, compiled: compiled.value, config }
  const found = await readOccurrences(rows.map(toLine), [live])
  return { n: found.length, more: rows.length === MOST }
}
