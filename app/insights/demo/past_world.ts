import { explainCap } from '#routing/explain_verdict'
import { VirtualCaps } from '#distribution/backtest/virtual_caps'
import { measureCap } from '#distribution/measure_cap'
import type { RunContext } from '#distribution/run_context'
import { isSold } from '#distribution/run'
import { answerAsPartner } from '#distribution/sandbox_partner/answer_as_partner'
import { partnerSettings } from '#distribution/sandbox_partner/partner_settings'
import { turnsInMemory } from '#distribution/see_offer'
import type { Claimant } from '#distribution/take_claimant'
import type { VirtualHands, VirtualRoom } from '#distribution/walk_virtually'
import { plugins } from '#host/registry'
import { ok } from '#shared/result'
import type { Outcome } from '#sdk'

/** The world the leads of the past were sold in: the caps as they filled, and partners that answer as the sandbox does. */
export class PastWorld {
  readonly caps = new VirtualCaps()
  /** What is used of every period that was begun. */
  readonly used = new Map<string, { amount: number; endsAt: number | null }>()
  #turns = turnsInMemory()

  hands(
    context: RunContext,
    chance: (about: string) => number,
    said: Map<string, Outcome>,
    bids: Map<string, number | null>
  ): VirtualHands {
    const { account } = context.config
    return {
      plugins: plugins(),
      mayCall: () => ({ type: 'call' }),
      placeOf: () => 1,
      transform: async (_, values) => ok(values),
      turns: this.#turns,
      bid: async (assignment) => {
        const bid = await bidOf(context, assignment, chance(`${assignment} bid`))
        bids.set(assignment, bid)
        return bid
      },
      has: () => false,
      reserve: (claimant): VirtualRoom => {
        const { caps, price, partnerId } = claimant
        const full = this.caps.full(caps, price)
        const traces = () =>
          caps.map((cap) => measureCap(cap, this.caps.used(cap), price, account.currency).trace)
        const found = traces()
        if (!full) this.caps.take(caps, price)
        const zone = context.config.partners.get(partnerId)!.timeZone
        return {
          refused: full ? 'cap' : null,
          price,
          traces: () => found,
          explain: () => explainCap(found[caps.indexOf(full!)], zone),
        }
      },
      answer: async (claimant) => {
        const outcome = await outcomeOf(context, claimant, chance(claimant.assignmentKey))
        said.set(claimant.assignmentKey, outcome)
        const sold = isSold(outcome.status)
        if (sold) this.#keep(claimant)
        else this.caps.giveBack(claimant.caps, claimant.price)
        return { answer: sold ? 'sold' : 'no', price: claimant.price }
      },
    }
  }

  #keep({ caps }: Claimant) {
    for (const cap of caps)
      this.used.set(cap.id, { amount: this.caps.used(cap), endsAt: cap.endsAt })
  }
}

const urlOf = (context: RunContext, assignment: string, ping: boolean): URL | null => {
  const { delivery } = context.version.compiled.byKey.get(assignment)!.document
  const named = delivery as { url?: string; ping?: { url?: string } }
  const url = ping ? named.ping?.url : named.url
  return url ? new URL(url) : null
}

/** Hundredths, as currencies of demos have them. */
async function bidOf(context: RunContext, assignment: string, chance: number) {
  const { bid } = await answerAt(urlOf(context, assignment, true), chance)
  return bid === undefined ? null : Math.round(Number(bid) * 100)
}

/** What the sandbox partner behind an address would have answered. */
async function answerAt(
  url: URL | null,
  chance: number
): Promise<{ status?: string; reason?: string; bid?: string }> {
  if (!url) return {}
  const settings = await partnerSettings.validate(Object.fromEntries(url.searchParams))
  const answer = answerAsPartner(settings, '', { lead: chance, moment: chance })
  const isRead = answer.type === 'answer' && answer.contentType === 'application/json'
  return isRead ? (JSON.parse(answer.body) as object) : {}
}

/** Craftsmen who are asked in the portal take three of four. */
const TAKEN_BY_HAND = 0.76

async function outcomeOf(
  context: RunContext,
  { assignmentKey, channel }: Claimant,
  chance: number
): Promise<Outcome> {
  if (channel === 'email') return { status: 'sent' }
  if (channel === 'portal')
    return chance < TAKEN_BY_HAND
      ? { status: 'accepted' }
      : { status: 'rejected', reason: 'no capacity' }
  const { status, reason } = await answerAt(urlOf(context, assignmentKey, false), chance)
  if (status === 'ok')
    return { status: 'accepted', reference: `R-${Math.floor(chance * 1e6).toString(36)}` }
  if (status === 'rejected')
    return { status: 'rejected', reason, duplicate: reason?.startsWith('duplicate') ?? false }
  return { status: 'failed', error: 'no answer that could be read' }
}
