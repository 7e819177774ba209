import db from '@adonisjs/lucid/services/db'
import { changed } from '#store/changed'
import { eraseLead } from '#intake/erase_lead'
import { PARTNER_DAYS, after } from '#privacy/deadlines'
import { findPerson } from '#privacy/person/find_person'
import { holdersOf } from '#privacy/person/holders'
import { asksOf, onHold } from '#privacy/requests/begin_request'
import { eraseBeside } from '#privacy/requests/erase_beside'
import { note } from '#privacy/requests/note'
import type { KeptLead, PrivacyRequest } from '#privacy/types'

/** How the work on one request is held: `keep` says false where it is another's by now. */
export interface Hold {
  owner: string
  keep(set: Record<string, unknown>): Promise<boolean>
  /** Lets leads that are under way go first. */
  room(): Promise<void>
  stopping(): boolean
}

/**
 * Erases the person's leads one by one; where it stands is in its row. False: it is put down, somebody takes it up
 * again. The lead it stands at is erased again then: that is no error, and takes along what lay beside it.
 */
export async function runErasure(request: PrivacyRequest, hold: Hold): Promise<boolean> {
  const { accountId, identity } = request
  if (!identity) return true
  for (;;) {
    if (!(await eraseLeads(request, hold))) return false
    await eraseBeside(accountId, request.id, identity, request.leads)
    // What came in meanwhile is the person's too.
    if (!(await addLater(request, hold))) break
  }
  await finish(request, hold.owner, Date.now())
  return true
}

async function eraseLeads(request: PrivacyRequest, hold: Hold): Promise<boolean> {
  const { leads, kept, accountId } = request
  for (; request.done < leads.length; request.done++) {
    if (hold.stopping() || !(await hold.keep({ done: request.done }))) return false
    await hold.room()
    const lead = leads[request.done]
    const erased = await eraseLead(accountId, lead, `request:${request.id}`)
    if (erased === 'busy') return false
    if (erased === 'on_hold') kept.push(...(await onHold(accountId, [lead])))
  }
  return hold.keep({ done: request.done, kept: JSON.stringify(kept) })
}

async function addLater(request: PrivacyRequest, hold: Hold): Promise<boolean> {
  const known = new Set([...request.leads, ...request.kept.map(({ lead }) => lead)])
  const found = await findPerson(request.accountId, request.identity!)
  const fresh = found.map(({ id }) => id).filter((id) => !known.has(id))
  if (!fresh.length) return false
  const kept: KeptLead[] = await onHold(request.accountId, fresh)
  const held = new Set(kept.map(({ lead }) => lead))
  const leads = fresh.filter((id) => !held.has(id))
  await plan(request, leads)
  request.leads.push(...leads)
  request.kept.push(...kept)
  await hold.keep({
    ...{ leads: JSON.stringify(request.leads), kept: JSON.stringify(request.kept) },
  })
  return leads.length > 0
}

/** A partner that was put down already is asked about these deliveries as well. */
async function plan({ accountId, id }: PrivacyRequest, leads: string[]) {
  for (const ask of asksOf(accountId, id, await holdersOf(leads), Date.now())) {
    const own = { account_id: accountId, request_id: id, partner_id: ask.partner_id }
    const known = await db.from('erasure_asks').where(own).first()
    if (!known) await db.table('erasure_asks').insert(ask)
    else
      await db
        .from('erasure_asks')
        .where(own)
        .update({
          deliveries: JSON.stringify([
            ...new Set([...JSON.parse(known.deliveries), ...JSON.parse(ask.deliveries)]),
          ]),
        })
  }
}

/** Our own part is done: partners are asked, each once, in the transaction that says so. */
async function finish(request: PrivacyRequest, owner: string, now: number) {
  const { accountId, id } = request
  await db.transaction(async (trx) => {
    const planned = await trx
      .from('erasure_asks')
      .where({ account_id: accountId, request_id: id, status: 'planned' })
      .orderBy('id')
    const open = planned.length > 0
    const set = open ? { status: 'asking' } : { status: 'done', closed_at: now, subject: null }
    const mine = await trx
      .from('privacy_requests')
      .where({ account_id: accountId, id, status: 'running', owner })
      .update({ ...set, finished_at: now, owner: null, owned_until: 0 })
    if (!changed(mine)) return
    for (const ask of planned) {
      await trx
        .from('erasure_asks')
        .where('id', ask.id)
        .update({
          ...{ status: 'asked', asked_at: now, due_at: after(now, PARTNER_DAYS) },
          ...{ mail_state: 'waiting', mail_due_at: now },
        })
      const subject = { accountId, partnerId: ask.partner_id as string }
      const deliveries = (JSON.parse(ask.deliveries) as string[]).filter((one) =>
        one.startsWith('dlv_')
      )
      await note(trx, 'erasure.requested', subject, { request: id, ask: ask.id, deliveries }, now)
    }
    const data = { request: id, kind: 'erasure', leads: request.leads.length }
    await note(trx, 'privacy.finished', { accountId }, data, now)
  })
}
