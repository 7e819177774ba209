import type { Account } from '#accounts/types'
import { seesEntity, mayWork, teamPeople } from '#crm/people'
import { listNotes } from '#crm/notes/read_notes'
import { shownTask, tasksOfLead } from '#crm/tasks/read_tasks'
import { listWatchers } from '#crm/watchers/watchers'
import { workLead } from '#crm/work_lead'

const LATEST_NOTES = 3
const LATEST_DONE = 5

/** What people do with a lead, for its page and for the panel beside lists. Throws HttpProblem 404. */
export async function leadWork(account: Pick<Account, 'id' | 'timeZone'>, leadId: string) {
  const lead = await workLead(account.id, leadId)
  const [people, rows, notes, watchers] = await Promise.all([
    teamPeople(account.id),
    tasksOfLead(account.id, leadId, LATEST_DONE),
    listNotes(account.id, leadId, { limit: LATEST_NOTES }),
    listWatchers(account.id, leadId),
  ])
  return {
    tasks: rows.map((row) => shownTask(row, people, account.timeZone)),
    notes,
    watchers,
    // Whom a note may name; `working`: and who may be given a task.
    people: people
      .filter((one) => seesEntity(one, lead.entity))
      .map((one) => ({ email: one.email, name: one.name, working: mayWork(one) })),
  }
}
