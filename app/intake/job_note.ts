import type { Lock, Locked, Row } from '#store/types'

/** A change of many leads, of which this is one. */
export interface JobNote {
  jobId: string
}

/** What a job changed of a lead, as it was before; values are those of the revision it made from. */
export interface Before {
  stage?: string | null
  assignee?: string | null
  /** Ids. */
  tags?: { added: string[]; removed: string[] }
  /** That the job left the lead with. */
  revision?: number
}

/** What must still be so for a change to be made: what a job left a lead with. */
export interface Provided {
  stage?: string | null
  assignee?: string | null
  revision?: number
  /** Ids it still has, and still has not. */
  tags?: { has: readonly string[]; lacks: readonly string[] }
}

const noteId = ({ jobId }: JobNote, leadId: string) => `${jobId}:${leadId}`

/** Holds the note of what a lead was, which is written with its change: a job that is taken up again finds it. */
export const noteLock = (accountId: string, leadId: string, note: JobNote): Lock => {
  const id = noteId(note, leadId)
  const seed = { id, job_id: note.jobId, lead_id: leadId, account_id: accountId, before: '' }
  return { table: 'lead_job_undo', value: id, seed }
}

/** Null: the job has not been at it yet. */
export function notedBefore(locked: Locked, leadId: string, note: JobNote): Before | null {
  const { before } = locked.get('lead_job_undo', noteId(note, leadId))!
  return before ? (JSON.parse(before as string) as Before) : null
}

export const noteBefore = (locked: Locked, leadId: string, note: JobNote, before: Before) =>
  locked.put('lead_job_undo', noteId(note, leadId), { before: JSON.stringify(before) })

/** Pure. `tags`: ids the lead has by now. */
export function stillSo(row: Row, tags: readonly string[], provided: Provided): boolean {
  const { stage, assignee, revision } = provided
  return (
    (stage === undefined || row.stage === stage) &&
    (assignee === undefined || row.assignee === assignee) &&
    (revision === undefined || Number(row.revision) === revision) &&
    (provided.tags?.has ?? []).every((id) => tags.includes(id)) &&
    !(provided.tags?.lacks ?? []).some((id) => tags.includes(id))
  )
}
