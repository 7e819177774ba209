import type { IntakeGate, IntakeStop } from '#accounts/plans/intake_gate'

/** Takes a lead in through the gate of its account's plan. Test leads are counted nowhere: they only need a plan that runs. */
export async function acceptByPlan<O extends { type: string }>(
  gate: IntakeGate,
  { test }: { test: boolean },
  accept: (stop: IntakeStop | null) => Promise<O>
): Promise<O> {
  const stop = gate.enter()
  let counts = false
  try {
    const outcome = await accept(stop === 'plan_limit' && test ? null : stop)
    counts = outcome.type === 'stored' && !test
    return outcome
  } finally {
    if (stop === null) gate.leave(counts)
  }
}
