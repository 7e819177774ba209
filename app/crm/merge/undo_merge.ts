import { accountKey } from '#entities/account_keys'
import { loadEntityById } from '#entities/repository'
import { openValues } from '#entities/seal_values'
import { replaceValues, valueLocks } from '#intake/replace_values'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'
import { returnBelongings } from '#crm/merge/belongings'
import { same } from '#crm/merge/choose_values'
import { findMerge, toMerge, undoableUntil } from '#crm/merge/merge_rows'
import type { Merge, UndoFacts } from '#crm/merge/types'

export type UndoProblem =
  | { type: 'not_found' | 'undone' | 'too_late' | 'erased' }
  /** The survivor was merged away itself. */
  | { type: 'merged'; into: string }
  /** Fields that were changed since. */
  | { type: 'changed'; fields: string[] }

/**
 * Takes a merge back: the other lead is a lead of its own again, and the survivor has the values it had before, unless
 * somebody changed one of them since.
 */
export async function undoMerge(
  accountId: string,
  leadId: string,
  id: string,
  actor: string | null,
  now: number
): Promise<Result<Merge, UndoProblem>> {
  const merge = await findMerge(accountId, leadId, id)
  if (!merge) return fail({ type: 'not_found' })
  if (merge.undoneAt === null && undoableUntil(merge) < now) return fail({ type: 'too_late' })
  const done = await store.submit(await undoing(accountId, merge, actor, now))
  if (!done.ok) return done
  await returnBelongings(accountId, merge)
  return done
}

async function undoing(
  accountId: string,
  { id, into, from, kept, revision }: Merge,
  actor: string | null,
  now: number
): Promise<Work<Result<Merge, UndoProblem>>> {
  const [lead, row, key, revisions] = await Promise.all([
    store.first('select entity_id from leads where id = ? and account_id = ?', [into, accountId]),
    store.first('select undo from lead_merges where id = ?', [id]),
    accountKey(accountId),
    revision === null
      ? []
      : store.all('select revision, "values" from lead_revisions where id in (??)', [
          [`${into}:${revision}`, `${into}:${revision + 1}`],
        ]),
  ])
  const entity = lead && (await loadEntityById(accountId, lead.entity_id as string))
  const undo = JSON.parse(row!.undo as string) as UndoFacts
  const keyLocks = undo.keys.map((value): Lock => ({ table: 'lead_keys', value }))
  return {
    locks: [
      ...keyLocks,
      { table: 'leads', value: from },
      ...(entity ? valueLocks(accountId, entity, into) : []),
      { table: 'lead_merges', value: id },
    ],
    decide(locked) {
      const refuse = (problem: UndoProblem) => ({ result: fail(problem), writes: [] })
      const merge = locked.get('lead_merges', id)
      if (!entity || !merge) return refuse({ type: 'not_found' })
      const [survivor, other] = [locked.get('leads', into)!, locked.get('leads', from)!]
      if (merge.undone_at !== null) return refuse({ type: 'undone' })
      if (survivor.erased_at || other.erased_at) return refuse({ type: 'erased' })
      if (survivor.merged_into)
        return refuse({ type: 'merged', into: survivor.merged_into as string })
      const opened = (text: unknown) => openValues(key, entity, text as string)
      const valuesAt = (wanted: number) =>
        revisions.find((one) => Number(one.revision) === wanted)?.values ?? survivor.values
      const fields = Object.keys(kept)
      const current = opened(survivor.values)
      const before = revision === null ? current : opened(valuesAt(revision))
      const after = revision === null ? current : opened(valuesAt(revision + 1))
      const changed = fields.filter((field) => !same(current[field], after[field]))
      if (changed.length) return refuse({ type: 'changed', fields: changed })
      const at = Math.max(now, Number(survivor.updated_at) + 1, Number(other.updated_at) + 1)
      const back = Object.fromEntries(fields.map((field) => [field, before[field] ?? null]))
      const replaced = replaceValues(locked, { key, entity, row: survivor, at }, back)
      const undone: Row = { undone_at: at, undone_by: actor }
      const writes: Write[] = [
        {
          update: 'leads',
          id: into,
          set: { updated_at: at, ...replaced.set, ...withoutTags(survivor, undo) },
        },
        ...replaced.writes,
        { update: 'leads', id: from, set: onBoard(undo, at) },
        ...undo.keys
          // A lead that came later may have taken a key over that had run out.
          .filter((one) => locked.get('lead_keys', one)?.lead_id === into)
          .map((one): Write => ({ update: 'lead_keys', id: one, set: { lead_id: from } })),
        { update: 'lead_merges', id, set: undone },
      ]
      const subject = { accountId, leadId: into }
      if (replaced.changed.length) {
        const said = { fields: replaced.changed, revision: replaced.revision }
        writes.push(event('lead.updated', subject, said, at, actor))
      }
      writes.push(
        event('lead.unmerged', subject, { from, merge: id }, at, actor),
        event('lead.unmerged', { accountId, leadId: from }, { into, merge: id }, at, actor)
      )
      return { result: ok(toMerge({ ...merge, ...undone })), writes }
    },
  }
}

/** Tags it got from the other go back with it. */
function withoutTags(row: Row, { tags }: UndoFacts): Row {
  if (!row.tags || !tags.length) return {}
  const left = (JSON.parse(row.tags as string) as string[]).filter((tag) => !tags.includes(tag))
  return { tags: left.length ? JSON.stringify(left) : null }
}

const onBoard = ({ stage, stageSince }: UndoFacts, at: number): Row => ({
  ...{ merged_into: null, stage, stage_since: stageSince, updated_at: at },
})
