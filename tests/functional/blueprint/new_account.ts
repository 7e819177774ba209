import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import type { AccountWish } from '#distribution/configuration/provision_account'
import { provisionAccount } from '#distribution/configuration/provision_account'
import type { Account } from '#accounts/types'

let count = 0

/** An account of its own for one test. */
export async function newAccount(wish: Partial<AccountWish> = {}): Promise<Account> {
  const key = `t-${process.pid}-${Date.now()}-${++count}`
  const made = await provisionAccount(
    { key, currency: 'USD', ...wish },
    { actor: 'test', now: Date.now() }
  )
  if (!made.ok) throw new Error(JSON.stringify(made.problem))
  return made.value.account
}

/** The example of the documentation as a document. */
export async function solar(): Promise<any> {
  const url = new URL('../../fixtures/blueprints/solar.yml', import.meta.url)
  return parse(await readFile(url, 'utf8'))
}

export const ENVIRONMENT = (name: string) => (name === 'SUNCO_KEY' ? 'top-secret-1' : null)

/** Applies and answers the changes as short lines; throws the problems. */
export async function apply(
  account: Account,
  document: unknown,
  options: Partial<Parameters<typeof applyBlueprint>[2]> = {}
): Promise<string[]> {
  const done = await applyBlueprint(account.id, document, {
    actor: 'test',
    environment: ENVIRONMENT,
    ...options,
  })
  if (!done.ok)
    throw new Error(done.problem.map((one) => `${one.field} ${one.rule} ${one.message}`).join('\n'))
  return done.value.map(({ action, object }) => `${action} ${object}`)
}

/** The places and rules of what is wrong with a document. */
export async function problemsOf(
  account: Account,
  document: unknown,
  options: Partial<Parameters<typeof applyBlueprint>[2]> = {}
): Promise<string[]> {
  const done = await applyBlueprint(account.id, document, {
    actor: 'test',
    environment: ENVIRONMENT,
    ...options,
  })
  return done.ok ? [] : done.problem.map(({ field, rule }) => `${field} ${rule}`)
}
