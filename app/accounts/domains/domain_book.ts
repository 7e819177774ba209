import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { DomainUse } from '#accounts/judge_domain'

/** An account whose pages answer under a host of its own, and which of them. */
export interface Site {
  accountId: string
  use: DomainUse
}

interface Book {
  readAt: number
  sites: Map<string, Site>
  /** The first host of an account for a use. */
  hosts: Map<string, string>
  /** Of clients' accounts, for which hosts of their agency count. */
  agencies: Map<string, string>
}

/** How long another process may go on by what was before. */
const FRESH_MS = 5_000
const key = (accountId: string, use: DomainUse) => `${use} ${accountId}`

let book: Book | null = null
let reading: Promise<Book> | null = null
let edition = 0

/**
 * All proven domains of the install, in memory: an unknown host costs no query, however many are tried, and what is kept
 * is bounded by what was proven.
 */
export async function domainBook(): Promise<Book> {
  if (book && Date.now() - book.readAt < FRESH_MS) return book
  const before = book
  reading ??= read()
  try {
    return await reading
  } catch (error) {
    // Who was served goes on being served while the database is away.
    if (!before) throw error
    logger.warn({ err: error }, 'domains were not read')
    return before
  }
}

/** What was changed here counts with the next request. */
export function forgetDomains() {
  edition++
  if (book) book.readAt = 0
  reading = null
}

/** What a change overtook while it was read is not kept. */
async function read(): Promise<Book> {
  const mine = edition
  try {
    const made = await readAll()
    if (mine === edition) book = made
    return made
  } finally {
    if (mine === edition) reading = null
  }
}

async function readAll(): Promise<Book> {
  const rows = await db
    .from('domains')
    .where('status', 'verified')
    .orderBy('verified_at')
    .orderBy('id')
    .select('host', 'account_id', 'use')
  const owners = [...new Set(rows.map((row) => row.account_id as string))]
  const clients = owners.length
    ? await db.from('accounts').whereNotNull('parent_id').select('id', 'parent_id')
    : []
  const hosts = new Map<string, string>()
  for (const { account_id: id, use, host } of rows)
    if (!hosts.has(key(id, use))) hosts.set(key(id, use), host)
  return {
    readAt: Date.now(),
    sites: new Map(rows.map(({ host, account_id: accountId, use }) => [host, { accountId, use }])),
    hosts,
    agencies: new Map(clients.map(({ id, parent_id: parent }) => [id, parent])),
  }
}

/** The account's own host, else its agency's; null where neither has one. */
export function hostIn({ hosts, agencies }: Book, accountId: string, use: DomainUse) {
  const agency = agencies.get(accountId)
  return hosts.get(key(accountId, use)) ?? (agency ? hosts.get(key(agency, use)) : null) ?? null
}

/** The book as it is, where it was read; it is read anew beside. */
export function bookAtHand(): Book | null {
  if (!book || Date.now() - book.readAt >= FRESH_MS) domainBook().catch(() => {})
  return book
}
