import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import { type LeadAddress, addressesOf } from '#crm/lead_mails/addresses'
import { type MailFacts, mailScope } from '#crm/mail_templates/mail_scope'
import { conflict, notFound } from '#shared/http_problem'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { mergedAway } from '#distribution/refusals'

/** Who writes: somebody of the team, or a caller of the API. */
export interface Writer {
  actor: string
  user: { id: string; name: string; email: string } | null
}

export const writerOf = (
  user: { id: string; name: string | null; email: string },
  actor: string
): Writer => ({ actor, user: { id: user.id, name: user.name ?? user.email, email: user.email } })

/** A lead somebody is about to write to. */
export interface WrittenLead {
  config: AccountConfig
  row: Row
  entity: Entity
  values: Record<string, unknown>
  addresses: LeadAddress[]
}

/** Throws HttpProblem 404, and 409 for a lead nobody can be written to any more. */
export async function writtenLead(accountId: string, leadId: string): Promise<WrittenLead> {
  const config = await accountConfig(accountId)
  const row = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  const entity = row && config.entities.get(row.entity_id as string)
  if (!row || !entity) throw notFound('lead')
  if (row.erased_at) throw conflict('The lead was erased')
  if (row.merged_into) throw mergedAway(row.merged_into as string)
  const values = openValues(config.key, entity, row.values as string)
  return { config, row, entity, values, addresses: addressesOf(entity, values) }
}

/** What templates read of it. */
export function scopeOfLead({ config, row, entity, values }: WrittenLead, { user }: Writer) {
  const { key, name } = config.account
  const facts: MailFacts = {
    lead: {
      ...{ id: row.id as string, entity: entity.key, values },
      source: row.source as string | null,
      created_at: new Date(Number(row.created_at)).toISOString(),
      test: Boolean(row.test),
      extra: JSON.parse((row.extra as string | null) ?? '{}') as Record<string, unknown>,
    },
    ...{ user, account: { key, name } },
  }
  return mailScope(facts)
}
