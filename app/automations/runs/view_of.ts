import type { AutomationView, LeadView } from '#sdk'
import { presentTags } from '#crm/tags/lead_tags'
import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import { isEmail } from '#shared/common_shapes'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import type { Run } from '#automations/types'

/** A lead as a run finds it. */
export interface RunLead {
  entity: Entity
  view: LeadView
  assignee: string | null
  erased: boolean
  /** It lives on in another. */
  merged: boolean
}

/** Why a run about a lead goes no further. */
export const lostLead = (lead: RunLead | null) =>
  !lead ? 'gone' : lead.erased ? 'erased' : lead.merged ? 'merged' : null

/** Null where it is gone. */
export async function leadOfRun(config: AccountConfig, leadId: string): Promise<RunLead | null> {
  const row = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    config.account.id,
  ])
  return row && readLead(config, row)
}

function readLead(config: AccountConfig, row: Row): RunLead | null {
  const entity = config.entities.get(row.entity_id as string)
  if (!entity) return null
  const extra = JSON.parse((row.extra as string | null) ?? '{}') as Record<string, unknown>
  return {
    entity,
    assignee: row.assignee as string | null,
    erased: row.erased_at !== null,
    merged: row.merged_into !== null,
    view: {
      id: row.id as string,
      entity: entity.key,
      values: withEveryField(entity, openValues(config.key, entity, row.values as string)),
      source: row.source as string | null,
      created_at: new Date(Number(row.created_at)).toISOString(),
      test: Boolean(row.test),
      stage: row.stage as string | null,
      status: row.status as string,
      assignee: row.assignee as string | null,
      tags: presentTags(config.tags, row).map(({ key }) => key),
      extra,
    },
  }
}

/** A field nobody filled in has no value; a template that names it is no mistake. */
const withEveryField = (entity: Entity, values: Record<string, unknown>) => ({
  ...Object.fromEntries(entity.fields.map(({ key }) => [key, null])),
  ...values,
})

type About = Pick<Run, 'event' | 'facts' | 'partnerId' | 'profileId'>

/** What actions see: of the event, and of the lead as it is now. */
export function viewOf(
  config: AccountConfig,
  automation: { key: string; name: string },
  { event, facts, partnerId, profileId }: About,
  lead: RunLead | null
): AutomationView {
  const partner = partnerId === null ? undefined : config.partners.get(partnerId)
  const profile = profileId === null ? undefined : config.profiles.get(profileId)?.profile
  return {
    automation: { key: automation.key, name: automation.name },
    account: { key: config.account.key, name: config.account.name },
    event: { type: event.type, at: new Date(event.at).toISOString() },
    lead: lead?.view ?? null,
    partner: partner ? { key: partner.key, name: partner.name, email: partner.email } : null,
    profile: profile ? { key: profile.key, name: profile.name } : null,
    invoice: invoiceOf(facts),
    contact: {
      lead: lead ? addressOf(lead) : null,
      assignee: lead?.assignee && isEmail(lead.assignee) ? lead.assignee : null,
    },
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const invoiceOf = ({ invoice, number, due, currency, due_day: day }: Record<string, unknown>) =>
  typeof invoice === 'string'
    ? {
        ...{ id: invoice, number: text(number), due: text(due) },
        ...{ currency: text(currency), due_day: text(day) },
      }
    : null

/** The first e-mail field that has a value. */
function addressOf({ entity, view }: RunLead): string | null {
  for (const { key, type } of entity.fields) {
    const value = view.values[key]
    if (type === 'email' && typeof value === 'string' && isEmail(value)) return value
  }
  return null
}
