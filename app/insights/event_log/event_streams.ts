import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import { type LoggedEvent, presentLogged } from '#insights/event_log/present_event'
import { LiveStreams, MOST } from '#insights/live/live_streams'

async function newest(accountId: string, fromMs: number): Promise<LoggedEvent[]> {
  const rows = await store.all(
    `select e.*, p.key as partner, f.key as profile, l."values" as lead_values
     from (select * from events where account_id = ? and id >= ? order by id desc limit ${MOST}) e
       left join partners p on p.id = e.partner_id
       left join distributions d on d.id = e.distribution_id
       left join profiles f on f.id = d.profile_id
       left join leads l on l.id = e.lead_id
     order by e.id desc`,
    [accountId, idsBefore('evt', fromMs)]
  )
  return rows.map(presentLogged)
}

/** Live tails of the event log, by account. */
export const eventStreams = new LiveStreams<LoggedEvent>('events', newest)
