import { HelpCentre } from '#help/present_help'
import { helpShelf } from '#help/shelf'

let centre: HelpCentre | null = null

/** The help centre of this process. */
export const helpCentre = (): HelpCentre => (centre ??= new HelpCentre(helpShelf()))
