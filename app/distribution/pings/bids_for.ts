import { newId } from '#shared/ids'
import { store } from '#store/store'
import { askOne } from '#distribution/ask_bids'
import type { KeptBid } from '#distribution/pings/place'
import { withRoom } from '#distribution/room_now'
import type { AskForBid } from '#distribution/see_offer'

/** Asks partners for real bids on a lead that is only pinged, each once; what they answered is kept in `bids`. */
export const bidsFor =
  (bids: KeptBid[]): AskForBid =>
  async ({ run, context, key, deadlineSeconds }) => {
    const before = bids.find(({ assignment }) => assignment === key)
    if (before) return before.bid
    const at = Date.now()
    const { claimants } = await withRoom(run, context, [key], at)
    const [claimant] = claimants
    if (!claimant) return null
    const ping = newId('ping', at)
    const timeoutMs = Math.round(deadlineSeconds * 1000)
    const asked = await askOne(run, context, run.lead.view, claimant, ping, timeoutMs)
    if (asked.endpoint.length > 0)
      await store.submit({ locks: [], decide: () => ({ result: null, writes: asked.endpoint }) })
    bids.push({
      assignment: key,
      assignmentId: claimant.assignmentId,
      partnerId: claimant.partnerId,
      ping,
      outcome: asked.outcome,
      bid: asked.bid,
      reference: asked.reference?.slice(0, 250) ?? null,
      reason: asked.reason?.slice(0, 250) ?? null,
      askedAt: at,
      columns: asked.columns,
    })
    return asked.bid
  }
