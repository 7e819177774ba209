import type { JSONDataTypes } from '@adonisjs/core/types/transformers'
import { notesById } from '#crm/notes/read_notes'
import { titlesById } from '#crm/tasks/read_tasks'
import { EVENT_TYPES, type EventType } from '#store/audit_event'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'

const PAGE = 100
/** What became part of one lead is told of so many. */
const MOST_MERGED = 100

/** What of it somebody wants to see: what people did, or what partners did and were asked. */
export const TIMELINE_SHOWS = ['work', 'distribution'] as const
export type TimelineShow = (typeof TIMELINE_SHOWS)[number]

const WORK: readonly EventType[] = [
  'lead.noted',
  'lead.task_added',
  'lead.task_done',
  'lead.task_reopened',
]
const GROUPS = ['distribution', 'delivery', 'return', 'revenue', 'cap', 'endpoint']
const TYPES: Record<TimelineShow, readonly EventType[]> = {
  work: WORK,
  distribution: EVENT_TYPES.filter((type) => GROUPS.includes(type.split('.')[0])),
}

/** Leads that became part of it, also by way of another. */
async function mergedInto(accountId: string, leadId: string): Promise<string[]> {
  const found: string[] = []
  for (let fresh = [leadId]; fresh.length && found.length < MOST_MERGED;) {
    const rows = await store.all(
      'select id from leads where account_id = ? and merged_into in (??) order by id',
      [accountId, fresh]
    )
    fresh = rows.map((row) => row.id as string).filter((id) => !found.includes(id))
    found.push(...fresh)
  }
  return found
}

/**
 * Everything the trail says about a lead and about those that were merged into it, newest first, with what its notes and
 * tasks say now; `before` is the id the last page ended with.
 */
export async function leadEvents(
  { account, partners }: AccountConfig,
  leadId: string,
  { before, show }: { before?: string; show?: TimelineShow } = {}
) {
  const merged = await mergedInto(account.id, leadId)
  const rows = await store.all(
    `select * from events where account_id = ? and lead_id in (??)
       and (lead_id = ? or type not in ('lead.merged', 'lead.unmerged'))
       ${before ? 'and id < ?' : ''} ${show ? 'and type in (??)' : ''}
     order by id desc limit ${PAGE + 1}`,
    [
      ...[account.id, [leadId, ...merged], leadId],
      ...(before ? [before] : []),
      ...(show ? [[...TYPES[show]]] : []),
    ]
  )
  const shown = rows.slice(0, PAGE).map((row) => ({
    id: row.id as string,
    at: new Date(Number(row.at)).toISOString(),
    type: row.type as string,
    /** The lead it happened to, where that was merged into this one. */
    merged: row.lead_id === leadId ? null : (row.lead_id as string),
    distribution: row.distribution_id as string | null,
    delivery: row.delivery_id as string | null,
    partner: partners.get(row.partner_id as string)?.key ?? null,
    actor: row.actor as string | null,
    data: JSON.parse(row.data as string) as Record<string, JSONDataTypes>,
  }))
  const named = (name: 'note' | 'task') => [
    ...new Set(
      shown.flatMap(({ type, data }) =>
        type.startsWith('lead.') && typeof data[name] === 'string' ? [data[name]] : []
      )
    ),
  ]
  const [notes, titles] = await Promise.all([
    notesById(account.id, named('note')),
    titlesById(account.id, named('task')),
  ])
  return {
    events: shown.map((event) => ({
      ...event,
      /** Null: it is deleted. */
      note: event.type === 'lead.noted' ? (notes.get(event.data.note as string) ?? null) : null,
      task: titles.get(event.data.task as string) ?? null,
    })),
    next: rows.length > PAGE ? shown.at(-1)!.id : null,
  }
}
