/* Requests of a posting document in the languages their readers write. Pure: what is sent comes in, code goes out. */

export interface Example {
  id: 'curl' | 'php' | 'javascript' | 'python'
  name: string
  code: string
}

export interface Sent {
  url: string
  /** Stands for the key, such as `YOUR_KEY`. */
  key: string
  body: Record<string, unknown>
}

const IDEMPOTENCY = 'your-id-1001'

/** One request that hands in a lead, written in each language. */
export const examplesOf = (sent: Sent): Example[] => [
  { id: 'curl', name: 'curl', code: curl(sent) },
  { id: 'php', name: 'PHP', code: php(sent) },
  { id: 'javascript', name: 'JavaScript', code: javascript(sent) },
  { id: 'python', name: 'Python', code: python(sent) },
]

export const json = (value: unknown): string => JSON.stringify(value, null, 2)

/** For a POSIX shell: nothing in single quotes means anything but themselves. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

function curl({ url, key, body }: Sent): string {
  return [
    `curl -X POST ${quoted(url)} \\`,
    `  -H ${quoted(`Authorization: Bearer ${key}`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H 'Idempotency-Key: ${IDEMPOTENCY}' \\`,
    `  -d ${quoted(json(body))}`,
  ].join('\n')
}

/** The same lead as a flat form; parts of an address have keys of their own. */
export function formCurl({ url, key, body }: Sent): string {
  const fields = Object.entries(body).map(
    ([name, value]) => `  --data-urlencode ${quoted(`${name}=${String(value)}`)}`
  )
  return [
    `curl -X POST ${quoted(url)} \\`,
    `  -H ${quoted(`Authorization: Bearer ${key}`)} \\`,
    fields.join(' \\\n'),
  ].join('\n')
}

function php({ url, key, body }: Sent): string {
  return `<?php
$lead = ${phpValue(body, '')};

$request = curl_init(${phpText(url)});
curl_setopt_array($request, [
    CURLOPT_POST => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_HTTPHEADER => [
        ${phpText(`Authorization: Bearer ${key}`)},
        'Content-Type: application/json',
        'Idempotency-Key: ${IDEMPOTENCY}',
    ],
    CURLOPT_POSTFIELDS => json_encode($lead),
]);
$answer = json_decode(curl_exec($request), true);
$status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);`
}

const phpText = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`

function phpValue(value: unknown, indent: string): string {
  if (typeof value === 'string') return phpText(value)
  if (value === null || typeof value !== 'object') return String(value)
  const entries = Array.isArray(value)
    ? value.map((one: unknown) => phpValue(one, `${indent}    `))
    : Object.entries(value).map(
        ([name, one]) => `${phpText(name)} => ${phpValue(one, `${indent}    `)}`
      )
  if (!entries.length) return '[]'
  return `[\n${entries.map((one) => `${indent}    ${one},\n`).join('')}${indent}]`
}

function javascript({ url, key, body }: Sent): string {
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    'Authorization': ${JSON.stringify(`Bearer ${key}`)},
    'Content-Type': 'application/json',
    'Idempotency-Key': '${IDEMPOTENCY}',
  },
  body: JSON.stringify(${json(body).replaceAll('\n', '\n  ')}),
})
const answer = await response.json()`
}

function python({ url, key, body }: Sent): string {
  return `import requests

response = requests.post(
    ${JSON.stringify(url)},
    headers={
        "Authorization": ${JSON.stringify(`Bearer ${key}`)},
        "Idempotency-Key": "${IDEMPOTENCY}",
    },
    json=${pythonValue(body, '    ')},
    timeout=30,
)
answer = response.json()`
}

/** Texts of JSON are texts of Python; true, false and null have other names. */
function pythonValue(value: unknown, indent: string): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const deeper = `${indent}    `
  const entries = Array.isArray(value)
    ? value.map((one: unknown) => pythonValue(one, deeper))
    : Object.entries(value).map(
        ([name, one]) => `${JSON.stringify(name)}: ${pythonValue(one, deeper)}`
      )
  if (!entries.length) return open! + close!
  return `${open}\n${entries.map((one) => `${deeper}${one},\n`).join('')}${indent}${close}`
}
