import type { LoadedDemo } from '#distribution/demo/load_demo'

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
    roof_area: 70,
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
