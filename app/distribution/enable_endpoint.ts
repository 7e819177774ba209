import { newCircuit } from '#delivery/circuit'
import { circuits, pingCircuit } from '#distribution/circuits'
import { event } from '#store/audit_event'
import { store } from '#store/store'

/**
 * Lets calls to an endpoint through again at once, on a person's word: one that was disabled, or that rests after
 * failures. False where the account has no such endpoint, or it is open already.
 */
export async function enableEndpoint(
  accountId: string,
  assignmentId: string,
  actor: string | null
): Promise<boolean> {
  const assignment = await store.first(
    'select key, partner_id from assignments where account_id = ? and id = ?',
    [accountId, assignmentId]
  )
  if (!assignment) return false
  const at = Date.now()
  const ids = [assignmentId, pingCircuit(assignmentId)]
  const enabled = await store.submit<boolean>({
    locks: ids.map((value) => ({ table: 'circuits', value })),
    decide(locked) {
      const shut = ids.filter((id) => {
        const row = locked.get('circuits', id)
        return row && (row.disabled_at !== null || row.open_until !== null)
      })
      if (!shut.length) return { result: false, writes: [] }
      const set = {
        state: JSON.stringify(newCircuit()),
        open_until: null,
        disabled_at: null,
        updated_at: at,
      }
      const data = { assignment: assignment.key, until: null, reason: null }
      const partnerId = assignment.partner_id as string
      return {
        result: true,
        writes: [
          ...shut.map((id) => ({ update: 'circuits' as const, id, set })),
          event('endpoint.enabled', { accountId, partnerId }, data, at, actor),
        ],
      }
    },
  })
  if (enabled) for (const id of ids) circuits.renew(id)
  return enabled
}
