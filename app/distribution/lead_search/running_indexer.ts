import { engine } from '#distribution/engine'
import { LeadIndexer } from '#distribution/lead_search/indexer'

/** More distributions under way than this, and the index of leads waits. */
const BUSY_FROM = 0

/** This process' part in keeping the index of leads. */
export const leadIndexer = new LeadIndexer({ busy: () => engine.underWay > BUSY_FROM })
