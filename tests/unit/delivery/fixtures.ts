import type { DeliveryView } from '#sdk'

/** One delivery of one lead, with whatever values a test needs. */
export function deliveryView(
  values: Record<string, unknown> = { email: 'ada@example.com', monthly_bill: 240, phone: null },
  more: Partial<DeliveryView> = {}
): DeliveryView {
  return {
    lead: {
      id: 'lead_1',
      entity: 'solar',
      values,
      source: 'google-ads',
      created_at: '2026-11-01T10:00:00.000Z',
      test: false,
    },
    delivery: {
      id: 'dlv_00000000000000000000001',
      callback_url: 'https://sluice.example/api/v1/callbacks/tok',
      price: '25.00',
      currency: 'USD',
      attempt: 1,
    },
    partner: { key: 'sunco', name: 'SunCo', email: 'leads@sunco.example' },
    assignment: { key: 'sunco-ca' },
    profile: { key: 'solar-us', name: 'Solar US' },
    account: { key: 'bright', name: 'Bright Leads' },
    ...more,
  }
}
