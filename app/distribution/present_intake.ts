import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { ArrivalResult } from '#distribution/answer_arrival'

interface IntakeAnswer {
  status: 'success'
  lead_id: string
  created_at: string
  duplicate_of?: string
  outcome?: 'sold' | 'unsold' | 'pending'
  price?: Money | null
  reason?: string | null
}

/** The short answer of POST /intake; what became of the lead is told to those who waited for it. */
export async function presentIntake(
  accountId: string,
  { leadId, duplicate }: ArrivalResult,
  waited: boolean
): Promise<IntakeAnswer> {
  const lead = await store.first(
    'select status, created_at from leads where id = ? and account_id = ?',
    [leadId, accountId]
  )
  return {
    status: 'success',
    lead_id: leadId,
    created_at: new Date(Number(lead!.created_at)).toISOString(),
    ...(duplicate && { duplicate_of: leadId }),
    ...(waited && (await outcomeOf(leadId, lead!.status as string))),
  }
}

async function outcomeOf(
  leadId: string,
  status: string
): Promise<Pick<IntakeAnswer, 'outcome' | 'price' | 'reason'>> {
  const sales = await store.all(
    `select price, currency from deliveries where lead_id = ? and status in ('accepted', 'sent') order by id`,
    [leadId]
  )
  const price = sales.length
    ? money(
        sales.reduce((sum, sale) => sum + Number(sale.price), 0),
        sales[0].currency as string
      )
    : null
  const outcome = status === 'sold' || status === 'unsold' ? status : 'pending'
  return { outcome, price, reason: status === 'sold' ? null : await reasonOf(leadId, outcome) }
}

/** Why it is not sold: what the last partner said, else why the distribution ended; nobody asked is a reason too. */
async function reasonOf(leadId: string, outcome: string): Promise<string | null> {
  const refusal = await store.first(
    'select reason from deliveries where lead_id = ? and reason is not null order by id desc limit 1',
    [leadId]
  )
  const end = await store.first(
    'select reason from distributions where lead_id = ? and reason is not null order by id desc limit 1',
    [leadId]
  )
  const reason = (refusal ?? end)?.reason as string | undefined
  return reason ?? (outcome === 'unsold' ? 'no_eligible_partner' : null)
}
