import { randomBytes } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { isEmail } from '#shared/common_shapes'
import { newId } from '#shared/ids'
import type { Locale } from '#shared/locales'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { holdAgency } from '#accounts/agencies/set_agency'
import { newAccountShape } from '#accounts/account_shape'
import { recordChange } from '#accounts/config_changes'
import { claimInstall } from '#accounts/install/owners'
import { forgetDomains } from '#accounts/domains/domain_book'
import AccountModel from '#accounts/models/account'
import Membership from '#accounts/models/membership'
import User from '#accounts/models/user'
import { subscribeNew } from '#accounts/plans/subscribe'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'

export interface NewAccount {
  key: string
  name: string
  country: string | null
  currency: string
  timeZone: string
  language?: Locale
  /** The account's field key, already wrapped. */
  dataKey: string
  owner?: { email: string; name?: string }
  /** The agency it is a client's account of. */
  agencyId?: string
  /** It begins on the plan its seller has accounts begin on, where there is one. */
  onDefaultPlan?: true
}

export interface CreatedAccount {
  account: Account
  /** `password` only where the user is new: it is shown once. */
  owner: { userId: string; email: string; password: string | null } | null
}

/** Makes an account and, if wished, its owner. Problems: invalid values, or rule `taken` where the key is in use. */
export async function createAccount(
  input: NewAccount,
  { actor, now }: { actor: string | null; now: number }
): Promise<Result<CreatedAccount, Problem[]>> {
  const problems = accountProblems(input)
  if (input.owner && !isEmail(input.owner.email))
    problems.push({ field: 'owner', rule: 'email', message: 'must be an e-mail address' })
  if (await isTaken(input.key)) problems.push(taken(input.key))
  if (problems.length) return fail(problems)
  try {
    return await db.transaction(async (trx) => {
      const agency = input.agencyId ? await holdAgency(trx, input.agencyId) : null
      if (input.agencyId && !agency) return fail([NO_AGENCY])
      const made = await insertAccount(trx, input, actor, now)
      if (agency) await noteClient(trx, agency.id, made.account, actor)
      return ok(made)
    })
  } catch (error) {
    // Two may ask for one key at the same moment: the unique index let one of them through.
    if (await isTaken(input.key)) return fail([taken(input.key)])
    throw error
  }
}

/** What is wrong with the values of a new account, by field. */
export function accountProblems(
  input: Pick<NewAccount, 'key' | 'name' | 'country' | 'currency' | 'timeZone'>
): Problem[] {
  const problems: Problem[] = []
  newAccountShape.parse(
    {
      key: input.key,
      name: input.name,
      country: input.country,
      currency: input.currency,
      time_zone: input.timeZone,
    },
    '',
    problems
  )
  return problems
}

const NO_AGENCY: Problem = {
  field: 'agency',
  rule: 'agency',
  message: 'is no agency, so it has no clients',
}

/** In the history of the agency. */
const noteClient = (
  trx: TransactionClientContract,
  accountId: string,
  { key, name }: Account,
  actor: string | null
) =>
  recordChange(trx, {
    ...{ accountId, actor, object: `clients.${key}`, action: 'created' as const },
    detail: { name },
  })

const isTaken = async (key: string) => (await AccountModel.findBy('key', key)) !== null

const taken = (key: string): Problem => ({
  field: 'key',
  rule: 'taken',
  message: `the account "${key}" exists already`,
})

/** The rows of an account whose values are right; an owner there is no login of gets one, with a password to show. */
export async function insertAccount(
  trx: TransactionClientContract,
  input: NewAccount,
  actor: string | null,
  now: number
): Promise<CreatedAccount> {
  const row = await AccountModel.create(
    {
      id: newId('acc', now),
      key: input.key,
      name: input.name.trim(),
      parentId: input.agencyId ?? null,
      country: input.country,
      currency: input.currency,
      timeZone: input.timeZone,
      ...(input.language && { language: input.language }),
      profile: {},
      dataKey: input.dataKey,
      createdAt: now,
      updatedAt: now,
    },
    { client: trx }
  )
  // Links to a new client begin at its agency's domain from the first mail on.
  if (row.parentId) trx.after('commit', forgetDomains)
  const owner = input.owner ? await addOwner(trx, row.id, input.owner, now) : null
  await recordChange(trx, {
    accountId: row.id,
    actor,
    object: 'account',
    action: 'created',
    detail: { key: row.key, name: row.name, owner: owner?.email ?? null },
  })
  // Behind the history, which is written by one at a time: of two who begin at once one is first.
  if (owner) await claimInstall(trx, owner.userId)
  const account = (await loadAccount(row.id, trx))!
  if (input.onDefaultPlan) await subscribeNew(trx, account, { actor, now })
  return { account, owner }
}

async function addOwner(
  trx: TransactionClientContract,
  accountId: string,
  owner: { email: string; name?: string },
  now: number
) {
  const email = owner.email.trim().toLowerCase()
  const found = await User.findBy('email', email, { client: trx })
  const password = found ? null : randomBytes(15).toString('base64url')
  const user =
    found ??
    (await User.create(
      {
        id: newId('usr', now),
        email,
        name: owner.name ?? null,
        password: password!,
        createdAt: now,
        updatedAt: now,
      },
      { client: trx }
    ))
  await Membership.create(
    { id: newId('mem', now), accountId, userId: user.id, role: 'owner', createdAt: now },
    { client: trx }
  )
  return { userId: user.id, email, password }
}
