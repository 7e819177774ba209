import type { Happened, Occurrence } from '#sdk'
import { occurrenceProblem } from '#sdk/automation'
import { guardCall } from '#host/guard'
import logger from '@adonisjs/core/services/logger'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { LiveAutomation } from '#automations/trail/live_automations'
import type { CausedLine } from '#automations/trail/trail_line'

/** A line that sets an automation off. */
export interface Found {
  automation: LiveAutomation
  line: CausedLine
  occurrence: NonNullable<Occurrence>
}

/** Asks the triggers of an account about each of its lines. */
export async function readOccurrences(
  lines: readonly CausedLine[],
  live: readonly LiveAutomation[]
): Promise<Found[]> {
  const byAccount = Map.groupBy(live, ({ accountId }) => accountId)
  const asked = lines.filter(({ accountId }) => byAccount.has(accountId))
  const [leads, firsts] = await Promise.all([leadsOf(asked), firstStages(asked)])
  return asked.flatMap((line) =>
    byAccount.get(line.accountId)!.flatMap((automation) => {
      const occurrence = ask(automation, line, leads, firsts)
      return occurrence ? [{ automation, line, occurrence }] : []
    })
  )
}

async function leadsOf(lines: readonly CausedLine[]): Promise<ReadonlyMap<string, Row>> {
  const ids = [...new Set(lines.flatMap(({ leadId }) => leadId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await store.all(
    'select id, entity_id, stage, source, test from leads where id in (??)',
    [ids]
  )
  return new Map(rows.map((row) => [row.id as string, row]))
}

/** The stage leads came with that were moved on since, by id. */
async function firstStages(
  lines: readonly CausedLine[]
): Promise<ReadonlyMap<string, string | null>> {
  const arrived = lines.filter(({ type }) => type === 'lead.received')
  const ids = [...new Set(arrived.flatMap(({ leadId }) => leadId ?? []))]
  const firsts = new Map<string, string | null>()
  if (ids.length === 0) return firsts
  const moves = await store.all(
    `select lead_id, data from events where lead_id in (??) and type = 'lead.stage_changed' order by id`,
    [ids]
  )
  for (const { lead_id: lead, data } of moves) {
    const { from } = JSON.parse(data as string) as { from?: string | null }
    if (!firsts.has(lead as string)) firsts.set(lead as string, from ?? null)
  }
  return firsts
}

function stageAt(
  { type }: CausedLine,
  lead: Row,
  firsts: ReadonlyMap<string, string | null>
): string | null {
  const first = type === 'lead.received' ? firsts.get(lead.id as string) : undefined
  return first === undefined ? (lead.stage as string | null) : first
}

function ask(
  { compiled, config, enabledAt, entityId }: LiveAutomation,
  line: CausedLine,
  leads: ReadonlyMap<string, Row>,
  firsts: ReadonlyMap<string, string | null>
): Occurrence {
  const { trigger, about, program } = compiled
  if (!trigger.events.includes(line.type) || line.id < idsBefore('evt', enabledAt)) return null
  const lead = line.leadId === null ? undefined : leads.get(line.leadId)
  if (about === 'lead' ? lead?.entity_id !== entityId : line.partnerId === null) return null
  const happened: Happened = {
    type: line.type,
    at: new Date(line.at).toISOString(),
    actor: line.actor,
    data: line.data,
    lead: lead
      ? {
          id: line.leadId!,
          stage: stageAt(line, lead, firsts),
          source: lead.source as string | null,
          test: Boolean(lead.test),
        }
      : null,
    partner: config.partners.get(line.partnerId ?? '')?.key ?? null,
    profile: config.profiles.get(line.profileId ?? '')?.profile.key ?? null,
  }
  const settings = program.nodes.get(program.start)!.config
  const run = () => trigger.occurs(happened, settings)
  const answered = guardCall(trigger, 'occurs', run, occurrenceProblem)
  if (answered.ok) return answered.value
  logger.warn({ problem: answered.problem }, 'a trigger could not say whether it was set off')
  return null
}
