import logger from '@adonisjs/core/services/logger'
import { type ViesService, viesService } from '#billing/vies/ask_vies'
import { checkVatId } from '#billing/vies/check_vat_id'
import {
  type Recheck,
  claimRecheck,
  dropRecheck,
  dueRechecks,
  postponeRecheck,
} from '#partners/vat_rechecks'
import { Runner } from '#shared/pass_timer'

const EVERY_MS = 60_000
const OWNED_MS = 60_000
const BATCH = 50
/** An answer of the same day is not asked for again. */
const CACHE_MS = 24 * 60 * 60_000
/** How long a member state that is away is left alone. */
const REST_MS = 5 * 60_000

/**
 * Asks VIES about what is due, one after the other: it is a public service. A member state whose register is away is
 * left alone for a while, the others are asked on.
 */
export class RecheckRunner extends Runner {
  #resting = new Map<string, number>()

  constructor(private service: ViesService = viesService) {
    super(EVERY_MS)
  }

  start() {
    if (this.service.url !== null) super.start()
  }

  protected look() {
    return this.pass(Date.now()).catch((error: unknown) =>
      logger.warn({ err: error }, 'VAT ids could not be checked')
    )
  }

  /** Asks about everything that is due at `now` (ms). */
  async pass(now: number): Promise<void> {
    for (const one of await dueRechecks(now, BATCH)) {
      if (this.stopping) return
      await this.#check(one, now)
    }
  }

  async #check({ id, account_id, partner_id, vat_id }: Recheck, now: number) {
    const state = vat_id.slice(0, 2)
    const restsUntil = this.#resting.get(state) ?? 0
    if (restsUntil > now) return postponeRecheck(id, restsUntil)
    if (!(await claimRecheck(id, now, now + OWNED_MS))) return
    const options = { actor: null, now, maxAge: CACHE_MS, service: this.service }
    const checked = await checkVatId(account_id, partner_id, options)
    if (!checked.ok) return dropRecheck(id)
    if (checked.value.status === 'unavailable') this.#resting.set(state, now + REST_MS)
    else this.#resting.delete(state)
  }
}

export const recheckRunner = new RecheckRunner()
