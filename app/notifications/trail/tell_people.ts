import { store } from '#store/store'
import type { TrailLine } from '#store/trail_line'
import type { EventType } from '#store/audit_event'
import type { Finding } from '#notifications/types'

/** Lines of the trail that are about single people. The index `events_worked` holds them. */
export const PERSONAL_EVENTS: readonly EventType[] = ['lead.assigned', 'lead.noted']

/** Who is given a lead, and who is named in a note: each of them is told of it once. */
export async function tellPeople(lines: readonly TrailLine[]): Promise<Finding[]> {
  const mine = lines.filter((line) => PERSONAL_EVENTS.includes(line.type as EventType))
  if (!mine.length) return []
  const [entities, mentions, members] = await Promise.all([
    entitiesOf(mine),
    mentionsIn(mine),
    assigneesIn(mine),
  ])
  return mine.flatMap((line): Finding[] => {
    const lead = line.leadId ?? ''
    const of = {
      ...{ accountId: line.accountId, at: line.at, actor: line.actor },
      data: dataOf(line, entities),
    }
    if (line.type === 'lead.assigned') {
      const to = members.get(memberKey(line.accountId, text(line.data.to))) ?? null
      if (!to) return []
      return [{ ...of, kind: 'lead_assigned', subject: `${lead}:${to}`, period: line.id, to: [to] }]
    }
    const note = text(line.data.note)
    return (mentions.get(note) ?? []).map((to) => ({
      ...{ ...of, kind: 'mentioned', subject: `${note}:${to}`, period: 'once', to: [to] },
    }))
  })
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const memberKey = (accountId: string, email: string) => `${accountId} ${email.toLowerCase()}`

/** What the words about a lead need; nothing of the lead itself. */
export const dataOf = (
  { leadId, actor }: TrailLine,
  entities: ReadonlyMap<string, string>
): Finding['data'] => ({
  lead: leadId ?? '',
  entity: entities.get(leadId ?? '') ?? '',
  ...(actor && { person: actor }),
})

/** Ids of the entities of the leads of these lines, by lead. */
export async function entitiesOf(lines: readonly TrailLine[]): Promise<Map<string, string>> {
  const ids = [...new Set(lines.flatMap(({ leadId }) => leadId ?? []))]
  const rows = ids.length
    ? await store.all('select id, entity_id from leads where id in (??)', [ids])
    : []
  return new Map(rows.map((row) => [row.id as string, row.entity_id as string]))
}

/** Who is named in the notes of these lines, by note. */
export async function mentionsIn(lines: readonly TrailLine[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(lines.map(({ data }) => text(data.note)).filter(Boolean))]
  const rows = ids.length
    ? await store.all('select id, mentions from notes where id in (??) and deleted_at is null', [
        ids,
      ])
    : []
  return new Map(
    rows.map((row) => [row.id as string, JSON.parse(row.mentions as string) as string[]])
  )
}

async function assigneesIn(lines: readonly TrailLine[]): Promise<Map<string, string>> {
  const emails = lines.map(({ data }) => text(data.to).toLowerCase()).filter(Boolean)
  if (!emails.length) return new Map()
  const rows = await store.all(
    `select m.account_id, m.user_id, u.email from users u join memberships m on m.user_id = u.id
     where lower(u.email) in (??)`,
    [[...new Set(emails)]]
  )
  return new Map(
    rows.map((row) => [
      memberKey(row.account_id as string, row.email as string),
      row.user_id as string,
    ])
  )
}
