import { store } from '#store/store'
import { type LoggedEvent, presentLogged } from '#insights/event_log/present_event'

export async function findEvent(accountId: string, id: string): Promise<LoggedEvent | null> {
  const row = await store.first(
    `select e.*, p.key as partner, f.key as profile, l."values" as lead_values
     from events e left join partners p on p.id = e.partner_id
       left join distributions d on d.id = e.distribution_id
       left join profiles f on f.id = d.profile_id
       left join leads l on l.id = e.lead_id
     where e.account_id = ? and e.id = ?`,
    [accountId, id]
  )
  return row && presentLogged(row)
}
