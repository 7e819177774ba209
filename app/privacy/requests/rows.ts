import { accountKey } from '#entities/account_keys'
import { decryptField, encryptField } from '#entities/field_crypto'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { Identity } from '#privacy/identity'
import type { PrivacyRequest } from '#privacy/types'

const PURPOSE = 'privacy_request'

export const sealIdentity = async (accountId: string, identity: Identity): Promise<string> =>
  encryptField(await accountKey(accountId), PURPOSE, identity)

export async function toRequest(row: Row): Promise<PrivacyRequest> {
  const accountId = row.account_id as string
  const when = (value: unknown) => (value === null ? null : Number(value))
  return {
    ...{ id: row.id as string, accountId, kind: row.kind as PrivacyRequest['kind'] },
    status: row.status as PrivacyRequest['status'],
    identity:
      row.subject === null
        ? null
        : (decryptField(await accountKey(accountId), PURPOSE, row.subject as string) as Identity),
    leads: JSON.parse(row.leads as string),
    done: Number(row.done),
    found: row.found === '{}' ? null : JSON.parse(row.found as string),
    kept: JSON.parse(row.kept as string),
    refusal: row.refusal as string | null,
    createdBy: row.created_by as string | null,
    begunBy: row.begun_by as string | null,
    ...{ createdAt: Number(row.created_at), dueAt: Number(row.due_at) },
    ...{ begunAt: when(row.begun_at), finishedAt: when(row.finished_at) },
    closedAt: when(row.closed_at),
    file: row.file
      ? {
          ...{ path: row.file as string, size: Number(row.file_size) },
          until: Number(row.file_until),
        }
      : null,
  }
}

/** Null: the account has no such request. */
export async function findRequest(accountId: string, id: string): Promise<PrivacyRequest | null> {
  const row = await store.first('select * from privacy_requests where account_id = ? and id = ?', [
    accountId,
    id,
  ])
  return row && toRequest(row)
}
