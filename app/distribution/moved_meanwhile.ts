import { HttpProblem } from '#shared/http_problem'
import { store } from '#store/store'

/**
 * Why a lead was not moved: it stands elsewhere than its mover saw. `stage`, `moved_by` and `moved_at` say where, by whom
 * and since when, as far as the trail knows; `moved_by` is null for what the app did by itself.
 */
export async function movedMeanwhile(accountId: string, leadId: string): Promise<HttpProblem> {
  const [lead, moved] = await Promise.all([
    store.first('select stage, stage_since from leads where id = ? and account_id = ?', [
      leadId,
      accountId,
    ]),
    store.first(
      `select actor, at from events where lead_id = ? and type = 'lead.stage_changed'
       order by id desc limit 1`,
      [leadId]
    ),
  ])
  const stage = (lead?.stage ?? null) as string | null
  const at = moved?.at ?? lead?.stage_since ?? null
  const members = {
    stage,
    moved_by: (moved?.actor ?? null) as string | null,
    moved_at: at === null ? null : new Date(Number(at)).toISOString(),
  }
  const by = members.moved_by === null ? '' : ` by ${members.moved_by}`
  const where = stage === null ? 'in no stage' : `in the stage "${stage}"`
  const since = members.moved_at === null ? '' : `, moved there${by} at ${members.moved_at}`
  return new HttpProblem('conflict', `The lead stands ${where} by now${since}`, { members })
}
