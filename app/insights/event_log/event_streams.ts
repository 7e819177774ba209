import { type Scope, idsOf } from '#entities/entity_scope'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import { type LoggedEvent, presentLogged } from '#insights/event_log/present_event'
import { LiveStreams, MOST } from '#insights/live/live_streams'

/** What is listened to: an account, or what a limited place sees of it, by the ids of its entities. */
export const topicOf = (accountId: string, scope: Scope) =>
  [accountId, ...(scope ? [idsOf(scope.entityIds).toSorted().join(',')] : [])].join(' ')

async function newest(topic: string, fromMs: number): Promise<LoggedEvent[]> {
  const [accountId, entities] = topic.split(' ')
  const within = entities
    ? 'and exists (select 1 from leads seen where seen.id = lead_id and seen.entity_id in (??))'
    : ''
  const rows = await store.all(
    `select e.*, p.key as partner, f.key as profile, l."values" as lead_values
     from (select * from events where account_id = ? and id >= ? ${within} order by id desc limit ${MOST}) e
       left join partners p on p.id = e.partner_id
       left join distributions d on d.id = e.distribution_id
       left join profiles f on f.id = d.profile_id
       left join leads l on l.id = e.lead_id
     order by e.id desc`,
    [accountId, idsBefore('evt', fromMs), ...(entities ? [entities.split(',')] : [])]
  )
  return rows.map(presentLogged)
}

/** Live tails of the event log, by account, those of limited places apart. */
export const eventStreams = new LiveStreams<LoggedEvent>('events', newest)
