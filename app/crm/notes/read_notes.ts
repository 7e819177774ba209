import { store } from '#store/store'
import type { Row } from '#store/types'
import { type Person, teamPeople } from '#crm/people'

export interface Note {
  id: string
  lead: string
  text: string
  /** As the trail names them: `user:…`, `token:…`. */
  author: string
  /** E-mails of those who are named in it and still of the team. */
  mentions: string[]
  created_at: string
  edited_at: string | null
}

export const time = (ms: unknown): string | null =>
  ms === null || ms === undefined ? null : new Date(Number(ms)).toISOString()

const COLUMNS = 'id, lead_id, user_id, author, text, mentions, created_at, edited_at, deleted_at'

export function presentNote(row: Row, people: readonly Person[]): Note {
  const ids = JSON.parse(row.mentions as string) as string[]
  return {
    ...{ id: row.id as string, lead: row.lead_id as string, text: row.text as string },
    author: row.author as string,
    mentions: people.filter(({ id }) => ids.includes(id)).map(({ email }) => email),
    created_at: time(row.created_at)!,
    edited_at: time(row.edited_at),
  }
}

/** Notes of a lead, newest first, from the note `after` (exclusive) on; what is deleted is not there. */
export async function listNotes(
  accountId: string,
  leadId: string,
  { limit, after }: { limit: number; after?: string }
): Promise<Note[]> {
  const [rows, people] = await Promise.all([
    store.all(
      `select ${COLUMNS} from notes where lead_id = ? and account_id = ? and deleted_at is null
       ${after ? 'and id < ?' : ''} order by id desc limit ${limit}`,
      [leadId, accountId, ...(after ? [after] : [])]
    ),
    teamPeople(accountId),
  ])
  return rows.map((row) => presentNote(row, people))
}

export async function findNote(
  accountId: string,
  leadId: string,
  id: string
): Promise<Note | null> {
  const row = await store.first(
    `select ${COLUMNS} from notes where id = ? and lead_id = ? and account_id = ? and deleted_at is null`,
    [id, leadId, accountId]
  )
  return row && presentNote(row, await teamPeople(accountId))
}

/** What these notes of an account say; null: it is deleted. Of erased leads there are none. */
export async function notesById(
  accountId: string,
  ids: readonly string[]
): Promise<Map<string, Note | null>> {
  if (!ids.length) return new Map()
  const [rows, people] = await Promise.all([
    store.all(`select ${COLUMNS} from notes where account_id = ? and id in (??)`, [
      accountId,
      [...ids],
    ]),
    teamPeople(accountId),
  ])
  return new Map(
    rows.map((row) => [row.id as string, row.deleted_at ? null : presentNote(row, people)])
  )
}
