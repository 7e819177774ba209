import { removeFiles, storeFiles } from '#entities/store_files'
import { type AcceptOutcome, acceptLeads } from '#intake/accept_leads'
import type { TakenLead } from '#distribution/take_lead'

/** Stores taken leads with the files that came inside them; a file of a lead that was not stored goes again. */
export async function storeTaken(accountId: string, leads: TakenLead[]): Promise<AcceptOutcome[]> {
  if (!leads.some(({ accepted }) => accepted.files.length)) return acceptLeads(accountId, leads)
  const paths = await Promise.all(
    leads.map(({ accepted }) => storeFiles(accountId, accepted.files))
  )
  const outcomes = await acceptLeads(accountId, leads).catch(async (error) => {
    await removeFiles(paths.flat())
    throw error
  })
  const unused = paths.filter((_, i) => !['stored', 'updated'].includes(outcomes[i].type))
  await removeFiles(unused.flat())
  return outcomes
}
