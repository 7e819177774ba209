import type { AccountKey } from '#entities/field_crypto'
import { readEmail } from '#entities/fields/email'
import { readPhone } from '#entities/fields/phone'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** By what a person is known, in normal form: any of it is enough. */
export interface Identity {
  email?: string
  phone?: string
  externalId?: string
}

export interface GivenIdentity {
  email?: string | null
  phone?: string | null
  external_id?: string | null
}

/** `country` is where numbers without a country code are read. At least one of them has to be given. */
export function readIdentity(
  given: GivenIdentity,
  country: string | null
): Result<Identity, Problem[]> {
  const problems: Problem[] = []
  const identity: Identity = {}
  const context = { country, phoneCountry: country, currency: 'EUR', files: [] }
  const field = { type: 'email' } as never
  if (given.email?.trim()) {
    const read = readEmail(given.email, field, context)
    if (read.ok) identity.email = read.value as string
    else problems.push(problem('email', read.problem))
  }
  if (given.phone?.trim()) {
    const read = readPhone(given.phone, field, context)
    if (read.ok) identity.phone = read.value as string
    else problems.push(problem('phone', read.problem))
  }
  if (given.external_id?.trim()) identity.externalId = given.external_id.trim()
  if (problems.length) return fail(problems)
  if (!Object.keys(identity).length)
    return fail([
      {
        ...{ field: 'email', rule: 'required' },
        message: 'Say the e-mail address, the phone number or the external id of the person',
      },
    ])
  return ok(identity)
}

const problem = (field: string, { rule, message }: { rule: string; message: string }): Problem => ({
  ...{ field, rule, message: `The ${field} ${message}` },
})

export interface IdentityHashes {
  email_hash: string | null
  phone_hash: string | null
  external_hash: string | null
}

/** Under what a request is found again when nobody knows any more whom it was about. */
export const hashesOf = (key: AccountKey, identity: Identity): IdentityHashes => {
  const hash = (kind: string, value: string | undefined) =>
    value === undefined ? null : key.mac(`privacy\n${kind}\n${value}`, 'hex')
  return {
    email_hash: hash('email', identity.email),
    phone_hash: hash('phone', identity.phone),
    external_hash: hash('external_id', identity.externalId),
  }
}

/** The texts by which the person is known. */
export const textsOf = (identity: Identity): string[] =>
  [identity.email, identity.phone, identity.externalId].filter((text) => text !== undefined)
