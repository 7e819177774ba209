import type { LoadedDemo } from '#distribution/demo/load_demo'

/** Whoever rejects it, the next one takes it at once: a first lead ends at a partner, not in somebody's portal. */
const SAMPLE = {
  entity: 'solar',
  source: 'curl',
  values: {
    first_name: 'Ada',
    last_name: 'Sommer',
    email: 'ada.sommer@example.org',
    phone: '030 901820',
    address: { postal_code: '80331', city: 'München', state: 'Bayern' },
    ownership: 'owner',
    roof_type: 'flat',
    roof_area: 110,
    monthly_bill: 180,
  },
}

/** Where the demo is and how to get in, with a line to paste. */
export function describeDemo({ url, email, password, token, leads }: LoadedDemo): string {
  const curl =
    `curl -X POST ${url}/api/v1/leads -H 'Authorization: Bearer ${token}' ` +
    `-H 'Content-Type: application/json' -H 'Prefer: wait=5' -d '${JSON.stringify(SAMPLE)}'`
  return `
Demo        account "demo" (Bright Leads GmbH), ${leads} leads are flowing in
Address     ${url}
Login       ${email}
Password    ${password}   (shown only now; demo:reset makes a new one)

Send a lead:

${curl}

`
}
