import { newId } from '#shared/ids'
import { HttpProblem, conflict, notFound } from '#shared/http_problem'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { watchWrites, watcherLocks } from '#store/lead_watchers'
import { store } from '#store/store'
import type { Locked, Row, Write } from '#store/types'
import { type Person, namedPeople, teamPeople } from '#crm/people'
import { type WorkLead, type Worker, workLead } from '#crm/work_lead'

export interface NoteWish {
  text: string
  /** E-mails of those who are named in it. */
  mentions?: readonly string[]
}

type NoteProblem = 'not_found' | 'erased' | 'not_own'

/** Writes a note, and tells the trail that there is one, not what it says. Throws HttpProblem 404, 409 or 422. */
export async function addNote(
  worker: Worker,
  leadId: string,
  { text, mentions = [] }: NoteWish,
  now: number
): Promise<string> {
  const { accountId, actor, userId } = worker
  const { lead, people, named } = await readMentions(worker, leadId, mentions)
  const id = newId('note', now)
  const follow = followersOf(people, named, userId)
  const done = await store.submit<Result<null, NoteProblem>>({
    locks: [{ table: 'leads', value: lead.id }, ...watcherLocks(lead.id, follow)],
    decide(locked) {
      if (locked.get('leads', lead.id)?.erased_at) return { result: fail('erased'), writes: [] }
      const row: Row = {
        ...{ id, account_id: accountId, lead_id: lead.id, user_id: userId, author: actor, text },
        ...{ mentions: JSON.stringify(named.map((one) => one.id)), created_at: now },
      }
      const writes: Write[] = [
        { insert: 'notes', row },
        event('lead.noted', { accountId, leadId: lead.id }, { note: id }, now, actor),
        ...watchWrites(locked, accountId, lead.id, follow, now),
      ]
      return { result: ok(null), writes }
    },
  })
  demand(done)
  return id
}

/** People change what they wrote themselves; the API what no person wrote. Throws HttpProblem 403, 404, 409 or 422. */
export async function editNote(
  worker: Worker,
  leadId: string,
  noteId: string,
  { text, mentions }: NoteWish,
  now: number
): Promise<void> {
  const { accountId, actor, userId } = worker
  const known = mentions ?? []
  const { lead, people, named } = await readMentions(worker, leadId, known)
  const follow = followersOf(people, named, null)
  const done = await store.submit<Result<null, NoteProblem>>({
    locks: [...held(lead.id, noteId), ...watcherLocks(lead.id, follow)],
    decide(locked) {
      const note = noteOf(locked, lead, noteId)
      if (!note.ok) return { result: note, writes: [] }
      if (note.value.user_id !== userId) return { result: fail('not_own'), writes: [] }
      const set: Row = { text, edited_at: now }
      if (mentions) set.mentions = JSON.stringify(named.map((one) => one.id))
      const data = { note: noteId, edited: true }
      return {
        result: ok(null),
        writes: [
          { update: 'notes', id: noteId, set },
          event('lead.noted', { accountId, leadId: lead.id }, data, now, actor),
          ...watchWrites(locked, accountId, lead.id, follow, now),
        ],
      }
    },
  })
  demand(done)
}

/** What it said goes for good; that there was one stays. `any`: also what others wrote. Throws HttpProblem 403 or 404. */
export async function deleteNote(
  worker: Worker,
  leadId: string,
  noteId: string,
  { any }: { any: boolean },
  now: number
): Promise<void> {
  const lead = await workLead(worker.accountId, leadId)
  const done = await store.submit<Result<null, NoteProblem>>({
    locks: held(lead.id, noteId),
    decide(locked) {
      const note = noteOf(locked, lead, noteId)
      if (!note.ok) return { result: note, writes: [] }
      if (!any && note.value.user_id !== worker.userId)
        return { result: fail('not_own'), writes: [] }
      const set = { text: '', mentions: '[]', deleted_at: now, deleted_by: worker.actor }
      return { result: ok(null), writes: [{ update: 'notes', id: noteId, set }] }
    },
  })
  demand(done)
}

const held = (leadId: string, noteId: string) => [
  { table: 'leads' as const, value: leadId },
  { table: 'notes' as const, value: noteId },
]

function noteOf(locked: Locked, lead: WorkLead, noteId: string): Result<Row, NoteProblem> {
  const note = locked.get('notes', noteId)
  if (!note || note.lead_id !== lead.id || note.deleted_at) return fail('not_found')
  return ok(note)
}

async function readMentions(worker: Worker, leadId: string, mentions: readonly string[]) {
  const [lead, people] = await Promise.all([
    workLead(worker.accountId, leadId),
    teamPeople(worker.accountId),
  ])
  return { lead, people, named: namedPeople(people, lead.entity, mentions, 'mentions') }
}

/** Who writes it, if they are of the team, and who is named in it. */
const followersOf = (
  people: readonly Person[],
  named: readonly Person[],
  userId: string | null
) => [...new Set([...people.filter(({ id }) => id === userId), ...named].map(({ id }) => id))]

function demand(done: Result<null, NoteProblem>) {
  if (done.ok) return
  if (done.problem === 'not_found') throw notFound('note')
  if (done.problem === 'erased') throw conflict('The lead was erased')
  throw new HttpProblem('forbidden', 'Somebody else wrote this note')
}
