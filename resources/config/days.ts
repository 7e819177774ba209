/** A number of days as typed; what is no number is sent as it is, so that the server names the mistake. */
export function readDays(text: string | number): number | undefined {
  const typed = String(text).trim()
  if (typed === '') return undefined
  return /^\d+$/.test(typed) ? Number(typed) : (typed as never)
}
