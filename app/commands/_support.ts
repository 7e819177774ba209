import type { Account } from '#accounts/types'
import type { Problem } from '#shared/result'

/*
 * Files of this folder that begin with "_" are no commands. Commands load what they need when they run: ace reads all
 * of them whenever any of them is called.
 */

/** The account a command names; says on stderr when there is none. */
export async function findAccount(key: string): Promise<Account | null> {
  const { findAccountByKey } = await import('#accounts/repository')
  const account = await findAccountByKey(key)
  if (!account) process.stderr.write(`There is no account "${key}".\n`)
  return account
}

/** Lists what is wrong on stderr, one line each, with its place first. */
export function printProblems(problems: Problem[]) {
  const lines = problems.map(({ field, message }) => (field ? `${field}: ${message}` : message))
  process.stderr.write(lines.join('\n') + '\n')
}
