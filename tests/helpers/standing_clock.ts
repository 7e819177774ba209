/** Does some work while all clocks of this process stand at a moment (ms): timers run on, what time it is does not change. */
export async function atMoment<T>(at: number, work: () => Promise<T>): Promise<T> {
  const now = Date.now
  Date.now = () => at
  try {
    return await work()
  } finally {
    Date.now = now
  }
}
