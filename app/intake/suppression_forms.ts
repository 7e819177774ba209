import { createHash } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { readEmail } from '#entities/fields/email'
import { readPhone } from '#entities/fields/phone'
import type { Field } from '#entities/types'
import { type Result, fail, ok } from '#shared/result'

/*
 * The forms in which an entry of a suppression list comes and is looked for. Everything is brought to a digest first:
 * the SHA-256 of the normal form, or the MD5 of it where a list was handed over that way. So a list of plain addresses
 * and one of their hashes meet.
 */

export type EntryKind = 'email' | 'phone' | 'domain' | 'hash'

/** What an entry is kept by: `sha256:…` or `md5:…`, in hex. */
export type Digest = string

export interface ReadEntry {
  kind: EntryKind
  digest: Digest
}

const SHA256 = /^[0-9a-f]{64}$/i
const MD5 = /^[0-9a-f]{32}$/i
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/
const LONGEST = 320
/** Most numbers of a list are E.164 already: reading a million of them as well would take a minute. */
const PLAIN_E164 = /^\+[1-9]\d{8,14}$/
/** A zero where a trunk prefix would stand: such a number is read whole. */
const MAYBE_TRUNK = /^\+\d{1,3}0/

const sha256 = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`
const md5 = (text: string): Digest => `md5:${createHash('md5').update(text).digest('hex')}`

const anyField = { key: '', label: '' } as Field

/** An address in lower case without outer spaces. `+tags` stay: they are different addresses to most who send them. */
export function normalEmail(text: string): string | null {
  const read = readEmail(text.trim(), anyField, { phoneCountry: null } as never)
  return read.ok && typeof read.value === 'string' && read.value !== '' ? read.value : null
}

/** E.164; a number without country code is read in `country`. */
export function normalPhone(text: string, country: string | null): string | null {
  const line = text.trim()
  if (PLAIN_E164.test(line) && !MAYBE_TRUNK.test(line)) return line
  const read = readPhone(line, anyField, { phoneCountry: country } as never)
  return read.ok && typeof read.value === 'string' && read.value !== '' ? read.value : null
}

/** In lower case and ASCII; `@example.com` means the same. */
export function normalDomain(text: string): string | null {
  const written = text.trim().toLowerCase().replace(/^@/, '').replace(/\.$/, '')
  const domain = domainToASCII(written)
  return DOMAIN.test(domain) ? domain : null
}

/** A digest handed over as it is: bare hex (its length says which), or with its name in front. */
export function readDigest(text: string): Digest | null {
  const bare = text.trim().replace(/^(sha-?256|md5):/i, '')
  if (SHA256.test(bare)) return `sha256:${bare.toLowerCase()}`
  return MD5.test(bare) ? `md5:${bare.toLowerCase()}` : null
}

function guessKind(text: string): EntryKind {
  const line = text.trim()
  if (readDigest(line)) return 'hash'
  const at = line.indexOf('@')
  if (at > 0) return 'email'
  return at === 0 || /\p{L}/u.test(line) ? 'domain' : 'phone'
}

/** Reads one entry as it came. Without `kind` its shape says what it is. Fails with a sentence. */
export function readEntry(
  text: string,
  kind: EntryKind | null,
  country: string | null
): Result<ReadEntry, string> {
  if (text.length > LONGEST) return fail('is longer than any address')
  const is = kind ?? guessKind(text)
  if (is === 'hash') {
    const digest = readDigest(text)
    return digest
      ? ok({ kind: is, digest })
      : fail('is no SHA-256 (64 hex digits) and no MD5 (32 hex digits)')
  }
  const normal =
    is === 'email'
      ? normalEmail(text)
      : is === 'phone'
        ? normalPhone(text, country)
        : normalDomain(text)
  if (normal !== null) return ok({ kind: is, digest: sha256(normal) })
  if (is === 'phone')
    return fail('is no possible phone number; write it with its country code, such as +14155550132')
  return fail(is === 'email' ? 'is no e-mail address' : 'is no domain')
}

/** A domain and those it lies in, but no top-level one: `mail.example.com`, `example.com`. */
function domainsAbove(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
}

/**
 * The digests under which an entry may stand that means this address. The first is the one it is added by itself.
 * Numbers in lists of others are often hashed without their plus.
 */
export function digestsOf(kind: Exclude<EntryKind, 'hash'>, normal: string): Digest[] {
  if (kind === 'domain') return domainsAbove(normal).map(sha256)
  if (kind === 'phone')
    return [normal, normal.replace(/^\+/, '')].flatMap((form) => [sha256(form), md5(form)])
  const domain = normal.slice(normal.lastIndexOf('@') + 1)
  return [sha256(normal), md5(normal), ...domainsAbove(domain).map(sha256)]
}

/** The digests of whatever was asked about: an address is looked for in all its forms, a digest as it is. */
export function soughtDigests(
  text: string,
  kind: EntryKind | null,
  country: string | null
): Result<{ kind: EntryKind; digests: Digest[] }, string> {
  const read = readEntry(text, kind, country)
  if (!read.ok) return read
  const { kind: is, digest } = read.value
  if (is === 'hash') return ok({ kind: is, digests: [digest] })
  const normal =
    is === 'email'
      ? normalEmail(text)!
      : is === 'phone'
        ? normalPhone(text, country)!
        : normalDomain(text)!
  return ok({ kind: is, digests: digestsOf(is, normal) })
}
