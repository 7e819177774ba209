/*
 * Where the account of the browser suite lives. The suite takes a while: one whose day changes meanwhile finds the leads
 * of its first half under yesterday. In Denver it is always an hour later, so one of the two has no midnight ahead.
 */
const hourIn = (zone: string) =>
  Number(new Date().toLocaleString('en-GB', { timeZone: zone, hour: '2-digit', hour12: false }))

const LOS_ANGELES = 'America/Los_Angeles'

export const ZONE = hourIn(LOS_ANGELES) < 23 ? LOS_ANGELES : 'America/Denver'

/** The day it is there, as `2026-11-27`. */
export const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: ZONE })
