import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { LiveStreams, MOST } from '#insights/live/live_streams'

/** A lead on its way through a route: where it went and who got it. No value of it. */
export interface PassedLead {
  /** Of the event that told it. */
  id: string
  at: string
  lead: string
  distribution: string
  version: number | null
  test: boolean
  status: string
  path: { node: string; port: string | null }[]
  /** By offer node: who was offered the lead and who has it. */
  offers: Record<string, { offered: string[]; sold: string[] }>
}

/** What is listened to: runs of a profile that have ended. */
export const topicOf = (accountId: string, profileId: string) => `${accountId} ${profileId}`

async function newest(topic: string, fromMs: number): Promise<PassedLead[]> {
  const [accountId, profileId] = topic.split(' ')
  const rows = await store.all(
    `select e.id, e.at, e.lead_id, e.distribution_id, d.route_version, d.status, d.path, l.test
     from events e join distributions d on d.id = e.distribution_id join leads l on l.id = e.lead_id
     where e.account_id = ? and e.id >= ? and e.type = 'distribution.finished' and d.profile_id = ?
     order by e.id desc limit ${MOST}`,
    [accountId, idsBefore('evt', fromMs), profileId]
  )
  return rows.map(passed)
}

interface Step {
  node: string
  type: string
  port: string | null
  detail?: { offered?: string[]; sold?: string[] }
}

function passed(row: Row): PassedLead {
  const steps = JSON.parse(row.path as string) as Step[]
  const offers: PassedLead['offers'] = {}
  for (const { node, type, detail } of steps)
    if (type === 'offer')
      offers[node] = { offered: detail?.offered ?? [], sold: detail?.sold ?? [] }
  return {
    id: row.id as string,
    at: new Date(Number(row.at)).toISOString(),
    lead: row.lead_id as string,
    distribution: row.distribution_id as string,
    version: row.route_version === null ? null : Number(row.route_version),
    test: Boolean(row.test),
    status: row.status as string,
    path: steps.map(({ node, port }) => ({ node, port })),
    offers,
  }
}

/** Leads of a profile as their runs end, for all readers of this process. */
export const routeStreams = new LiveStreams<PassedLead>('leads', newest)
