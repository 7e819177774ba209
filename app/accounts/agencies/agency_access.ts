import db from '@adonisjs/lucid/services/db'
import type { By } from '#accounts/agencies/set_agency'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import AccountModel from '#accounts/models/account'
import type { Account } from '#accounts/types'

export interface OwnAgency {
  name: string
  access: boolean
}

/** The agency an account is a client of, and whether it may work there; null where it has none. */
export async function readOwnAgency(account: Account): Promise<OwnAgency | null> {
  if (account.parentId === null) return null
  const agency = await db.from('accounts').where('id', account.parentId).select('name').first()
  return agency && { name: agency.name, access: account.agencyAccess }
}

/** Lets the agency work in a client's account, or keeps it out: with its next request. */
export const setAgencyAccess = (accountId: string, access: boolean, { actor, now }: By) =>
  db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const account = await AccountModel.findOrFail(accountId, { client: trx })
    if (account.agencyAccess === access) return
    await account.merge({ agencyAccess: access, updatedAt: now }).save()
    await recordChange(trx, {
      ...{ accountId, actor, object: 'account', action: 'updated' as const },
      detail: { changes: [{ path: 'agency_access', from: !access, to: access }] },
    })
  })
