import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { asProblem } from '#accounts/sign_in/refusal'
import { secondsToWait } from '#accounts/sign_in/throttles'
import type { Account } from '#accounts/types'
import { notFound } from '#shared/http_problem'

/** A client's account by its key: what is another agency's, or nobody's, is not there. */
export async function demandClient(agency: Account, key: string): Promise<Account> {
  const row = await db.from('accounts').where({ parent_id: agency.id, key }).select('id').first()
  const client = row && (await loadAccount(row.id))
  if (!client) throw notFound('client')
  return client
}

/** Accounts are made, and mails to strangers written, so many times an hour and no more. */
export async function demandRoom(agency: Account): Promise<void> {
  const seconds = await secondsToWait(['client_agency', agency.id])
  if (seconds) throw asProblem('name', { reason: 'throttled', seconds })
}
