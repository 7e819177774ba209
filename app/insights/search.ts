import { foldText } from '#entities/fold'
import type { AccountConfig } from '#distribution/account_config'
import { type FoundLead, searchLeads } from '#insights/search_leads'
import { store } from '#store/store'

interface Named {
  key: string
  name: string
}

/** What goes by a text, a few of each kind, the best first. */
export interface Found {
  leads: FoundLead[]
  partners: Named[]
  profiles: Named[]
  automations: Named[]
  entities: Named[]
}

const EACH = 5

/** Looks in what somebody sees of an account: leads by id, address or words in them, what is configured by its name or key. */
export async function search(
  config: AccountConfig,
  text: string,
  { limited }: { limited: boolean }
): Promise<Found> {
  const wanted = foldText(text)
  const named = (things: Named[]): Named[] =>
    things
      .filter(({ key, name }) => foldText(name).includes(wanted) || key.includes(wanted))
      .sort((a, b) => rank(a, wanted) - rank(b, wanted) || a.name.localeCompare(b.name))
      .slice(0, EACH)
      .map(({ key, name }) => ({ key, name }))
  return {
    leads: await searchLeads(config, text.trim(), EACH),
    partners: named([...config.partners.values()]),
    profiles: named([...config.profiles.values()].map(({ profile }) => profile)),
    automations: limited ? [] : named(await automationsOf(config.account.id)),
    entities: named([...config.entities.values()]),
  }
}

/** The thing itself before what begins with the text before what has it somewhere. */
function rank({ key, name }: Named, wanted: string): number {
  const folded = foldText(name)
  if (folded === wanted || key === wanted) return 0
  return folded.startsWith(wanted) || key.startsWith(wanted) ? 1 : 2
}

async function automationsOf(accountId: string): Promise<Named[]> {
  const sql = 'select key, name from automations where account_id = ? and deleted_at is null'
  const rows = await store.all(sql, [accountId])
  return rows.map(({ key, name }) => ({ key: key as string, name: name as string }))
}
