import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { changed } from '#store/changed'
import { checkDomain } from '#accounts/domains/check_domain'
import Domain from '#accounts/models/domain'
import { PassTimer } from '#shared/pass_timer'

const EVERY_MS = 60_000
const AT_ONCE = 20
/** So long another process leaves a domain to the one that took it. */
const CLAIM_MS = 60_000

/** Looks at every domain that is due, each in one process alone. */
export async function checkDueDomains(now: number): Promise<void> {
  for (let more = true; more;) more = await checkSome(now)
}

/** False when none is left. */
async function checkSome(now: number): Promise<boolean> {
  const due = await Domain.query().where('due_at', '<=', now).orderBy('due_at').limit(AT_ONCE)
  await Promise.all(
    due.map(async (domain) => {
      const taken = await db
        .from('domains')
        .where({ id: domain.id, due_at: domain.dueAt! })
        .update({ due_at: now + CLAIM_MS })
      if (changed(taken)) await checkDomain(domain, null, now)
    })
  )
  return due.length === AT_ONCE
}

export const domainRunner = new PassTimer(EVERY_MS, () =>
  checkDueDomains(Date.now()).catch((error: unknown) =>
    logger.warn({ err: error }, 'domains were not checked')
  )
)
