import type { IntakeRequest, IntakeResult } from '#sdk/intake'

/** A form that is posted, unless the parts say otherwise. */
export const fakeIntakeRequest = (parts: Partial<IntakeRequest> = {}): IntakeRequest => ({
  does: 'submit',
  method: 'POST',
  query: '',
  body: null,
  ...parts,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...parts.headers },
})

/** A lead that was taken and sold. */
export const fakeIntakeResult = (parts: Partial<IntakeResult> = {}): IntakeResult => ({
  outcome: 'taken',
  lead: 'lead_0001',
  created_at: '2026-11-27T12:00:00.000Z',
  duplicate: false,
  distribution: 'sold',
  price: { amount: '25.00', currency: 'USD' },
  reason: null,
  problems: [],
  ping: null,
  ...parts,
})

/** A lead that was not taken. */
export const fakeRefusal = (parts: Partial<IntakeResult> = {}): IntakeResult =>
  fakeIntakeResult({
    outcome: 'refused',
    lead: null,
    created_at: null,
    distribution: null,
    price: null,
    reason: 'email is required',
    problems: [{ field: 'email', rule: 'required', message: 'email is required' }],
    ...parts,
  })
