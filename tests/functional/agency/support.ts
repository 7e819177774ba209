import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { setAgency } from '#accounts/agencies/set_agency'
import { findAccountByKey } from '#accounts/repository'
import { type AccountWish, provisionAccount } from '#distribution/configuration/provision_account'
import { insider } from '#tests/functional/accounts/support/team'
import { newAccount } from '#tests/functional/blueprint/new_account'
import { makeAccount } from '#tests/helpers/make_account'

let made = 0
export const someKey = (begin = 'client') => `${begin}-${process.pid}-${Date.now()}-${++made}`
export const BY = { actor: 'test', now: Date.now() }

/** An agency with an owner who is signed in. */
export async function newAgency(wish: Partial<AccountWish> = {}) {
  const account = await newAccount(wish)
  const done = await setAgency(account.id, true, BY)
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  const agency = (await findAccountByKey(account.key))!
  return { agency, owner: await insider(account.id, 'owner') }
}

/** A client of an agency, empty. */
export async function newClient(agencyId: string, name = 'Green Roofs') {
  const key = someKey()
  const done = await provisionAccount(
    { key, name, currency: 'EUR', agencyId },
    { actor: 'test', now: Date.now() }
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  return done.value.account
}

/** A client that sells leads, with a token. */
export async function sellingClient(agencyId: string) {
  const account = await makeAccount()
  await db.from('accounts').where('id', account.id).update({ parent_id: agencyId })
  return account
}

/** An agency, a client, and somebody of the agency who has entered the client's account. */
export async function visiting(role: Role = 'owner') {
  const { agency, owner } = await newAgency({ name: 'North Agency' })
  const who = role === 'owner' ? owner : await insider(agency.id, role)
  const client = await newClient(agency.id)
  const boss = await insider(client.id, 'owner')
  const entered = await who.visitor.json('POST', `/agency/clients/${client.key}/enter`)
  return { agency, client, boss, who, entered }
}

/** What the history of an account says, oldest first. */
export async function historyOf(accountId: string): Promise<string[]> {
  const rows = await db.from('config_changes').where('account_id', accountId).orderBy('id')
  return rows.map(({ actor, object, action }) => `${actor} ${action} ${object}`)
}

/** What the audit trail says of an account's agency, oldest first. */
export async function comings(accountId: string) {
  const rows = await db
    .from('events')
    .where('account_id', accountId)
    .where('type', 'like', 'agency.%')
    .orderBy('id')
  return rows.map(({ type, actor, data }) => ({ type, actor, ...JSON.parse(data) }))
}
