import { computed, ref } from 'vue'
import type { TrialLine } from '~/types'

/* Whether the line of a trial is in sight: put away for the day by whoever wishes. */
const KEY = 'trial'
const today = (account: string) => `${account} ${new Date().toDateString()}`
const read = () => {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
const away = ref(read())

/** What is over stays in sight: leads are refused. */
export const useTrialShown = (account: () => string, trial: () => TrialLine | null | undefined) =>
  computed(() => {
    const line = trial()
    return Boolean(line && (line.stopped || (away.value !== today(account()) && !line.chosen)))
  })

export function putTrialAway(account: string) {
  away.value = today(account)
  try {
    localStorage.setItem(KEY, away.value)
  } catch {
    // Without storage it is away until the next load.
  }
}
